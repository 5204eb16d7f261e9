package org.muster.sim.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Request;

/**
 * What the server's operator has decided, and clients may rely on.
 *
 * @param minTimeoutMs no session gets a shorter timeout
 * @param maxTimeoutMs nor a longer one
 * @param enforceQuota whether hard quotas refuse writes
 * @param superDigest the digest identity of the super user, null for none
 * @param sweepPerMinute how many containers and TTL znodes the server deletes a minute at most
 * @param ensemble whether several servers serve: a connection may end when its server loses its
 *     leader, and what a client hears of is committed
 */
public record Terms(
        int minTimeoutMs,
        int maxTimeoutMs,
        boolean enforceQuota,
        @Nullable String superDigest,
        int sweepPerMinute,
        boolean ensemble) {
    static final Id SUPER = new Id("super", "");

    /** The identities that {@code request} proves. */
    List<Id> provedBy(Request request) {
        if (!(request instanceof LinkRequest.Auth(var scheme, Bytes auth))
                || !"digest".equals(scheme)) {
            return List.of();
        }
        Id id = DigestIds.of(auth);
        if (id == null) {
            return List.of();
        }
        return id.id().equals(superDigest) ? List.of(SUPER, id) : List.of(id);
    }
}
