package org.muster.state.auth;

import org.jspecify.annotations.Nullable;

/**
 * What the operator decided about access.
 *
 * @param skipAcl permits everything; lists in requests are still checked for their form
 * @param digestEnabled whether the scheme digest is offered
 * @param digestAlgorithm the hash of the scheme digest, as the JDK names it
 * @param superDigest the digest id that also makes its owner the super user, null for none
 */
public record AuthRules(
        boolean skipAcl,
        boolean digestEnabled,
        String digestAlgorithm,
        @Nullable String superDigest) {
    /** What holds unless the operator says otherwise. */
    public static final AuthRules DEFAULT = new AuthRules(false, true, "SHA1", null);
}
