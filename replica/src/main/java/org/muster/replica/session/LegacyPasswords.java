package org.muster.replica.session;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;

/**
 * The reference's session passwords: 16 bytes of a 48-bit linear congruential generator (the one of
 * {@code java.util.Random}) seeded with the id. Anyone who knows the id can compute them; they are
 * accepted only for sessions that the reference's server opened, and die out with those.
 */
final class LegacyPasswords {
    private static final long SALT = 0xB341_5C00L;
    private static final long MULTIPLIER = 0x5_DEEC_E66DL;
    private static final long INCREMENT = 0xBL;
    private static final long MASK = (1L << 48) - 1;

    private LegacyPasswords() {}

    /** The password of {@code session}. */
    static Bytes of(SessionId session) {
        return Bytes.owning(compute(session));
    }

    /** Whether {@code offered} is the password of {@code session}, in time that tells nothing. */
    static boolean matches(SessionId session, @Nullable Bytes offered) {
        byte[] given = offered == null ? new byte[0] : offered.toArray();
        return MessageDigest.isEqual(compute(session), given);
    }

    private static byte[] compute(SessionId session) {
        long seed = (session.value() ^ SALT ^ MULTIPLIER) & MASK;
        byte[] password = new byte[Passwords.LENGTH];
        for (int i = 0; i < password.length; i += Integer.BYTES) {
            seed = (seed * MULTIPLIER + INCREMENT) & MASK;
            int word = (int) (seed >> 16);
            for (int j = 0; j < Integer.BYTES; j++) {
                password[i + j] = (byte) (word >> (8 * j));
            }
        }
        return password;
    }
}
