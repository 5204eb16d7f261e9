package org.muster.sim.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Id;

/** The identity that a digest proof gives. */
final class DigestIds {
    private DigestIds() {}

    /** The identity of {@code user:password}; null for no proof at all. */
    public static @Nullable Id of(@Nullable Bytes proof) {
        if (proof == null) {
            return null;
        }
        String text = proof.toUtf8();
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new Id("digest", user + ":" + Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }
}
