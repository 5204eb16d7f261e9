package org.muster.replica.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Invariant;
import org.muster.model.SessionId;

/**
 * Session passwords: the first 16 bytes of HMAC-SHA-256 over the session id, under a key that only
 * the servers know. So they need no storage, and knowing an id (every ephemeral znode shows one)
 * helps nobody.
 *
 * <p>HMAC is put together here from the plain digest (RFC 2104): the JDK's own takes longer to load
 * than an empty server takes to start.
 */
final class Passwords {
    /** How long a password is. */
    static final int LENGTH = 16;

    private static final int BLOCK = 64;

    private final MessageDigest sha256;
    private final byte[] innerPad = new byte[BLOCK];
    private final byte[] outerPad = new byte[BLOCK];

    /** Under {@code key}, at least 16 bytes. */
    Passwords(Bytes key) {
        Invariant.require(key.length() >= 16, "a password key has at least 16 bytes");
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
        byte[] secret = key.length() > BLOCK ? sha256.digest(key.toArray()) : key.toArray();
        for (int i = 0; i < BLOCK; i++) {
            byte k = i < secret.length ? secret[i] : 0;
            innerPad[i] = (byte) (k ^ 0x36);
            outerPad[i] = (byte) (k ^ 0x5c);
        }
    }

    /** The password of {@code session}, never all zeros. */
    Bytes of(SessionId session) {
        return Bytes.owning(compute(session));
    }

    /** Whether {@code offered} is the password of {@code session}, in time that tells nothing. */
    boolean matches(SessionId session, @Nullable Bytes offered) {
        byte[] given = offered == null ? new byte[0] : offered.toArray();
        return MessageDigest.isEqual(compute(session), given);
    }

    private byte[] compute(SessionId session) {
        byte[] message = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            message[i] = (byte) (session.value() >>> (8 * (Long.BYTES - 1 - i)));
        }
        sha256.update(innerPad);
        byte[] inner = sha256.digest(message);
        sha256.update(outerPad);
        byte[] full = sha256.digest(inner);
        byte[] password = new byte[LENGTH];
        System.arraycopy(full, 0, password, 0, LENGTH);
        // All zeros would mean a refusal to clients; one in 2^128.
        int all = 0;
        for (byte b : password) {
            all |= b;
        }
        if (all == 0) {
            password[0] = 1;
        }
        return password;
    }
}
