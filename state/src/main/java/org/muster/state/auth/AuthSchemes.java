package org.muster.state.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Id;

/** What identities a connection gets: by its address, and by what it says of itself. */
public final class AuthSchemes {
    private static final String DIGEST = "digest";
    private static final String IP = "ip";
    private static final Id SUPER = new Id("super", "");

    private final AuthRules rules;

    /** Authenticates by {@code rules}. */
    public AuthSchemes(AuthRules rules) {
        this.rules = rules;
    }

    /** What every connection from {@code address} has: text without a port. */
    public static Id ofAddress(String address) {
        return new Id(IP, address);
    }

    /** The identities that an auth request adds, or null if it fails. */
    public @Nullable List<Id> authenticate(@Nullable String scheme, @Nullable Bytes auth) {
        if (IP.equals(scheme)) {
            return List.of();
        }
        if (!DIGEST.equals(scheme) || !rules.digestEnabled() || auth == null) {
            return null;
        }
        String id = digestId(auth.toUtf8());
        if (id == null) {
            return null;
        }
        Id identity = new Id(DIGEST, id);
        return id.equals(rules.superDigest()) ? List.of(SUPER, identity) : List.of(identity);
    }

    /** The user, a colon, and the hash of user and password in base 64. */
    private @Nullable String digestId(String userAndPassword) {
        try {
            MessageDigest hash = MessageDigest.getInstance(rules.digestAlgorithm());
            byte[] sum = hash.digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
            int colon = userAndPassword.indexOf(':');
            String user = colon < 0 ? userAndPassword : userAndPassword.substring(0, colon);
            return user + ":" + Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException unknown) {
            return null;
        }
    }

    /** How whoAmI calls the owner of an identity. */
    public static String userOf(Id identity) {
        int colon = identity.scheme().equals(DIGEST) ? identity.id().indexOf(':') : -1;
        return colon < 0 ? identity.id() : identity.id().substring(0, colon);
    }
}
