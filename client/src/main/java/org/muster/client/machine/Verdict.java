package org.muster.client.machine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.SessionId;
import org.muster.model.Stat;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/**
 * What a look at the node says about a write whose answer was lost. It never says "applied" of what
 * somebody else may have done.
 */
sealed interface Verdict {

    /** It was applied, with this answer. */
    record Applied(Response response) implements Verdict {}

    /** It was not: send it again. */
    record Again() implements Verdict {}

    /** It would have been refused: the node was there before. */
    record Refused(ErrorCode code) implements Verdict {}

    /** Nobody can tell; {@code goalReached}: the node is as the call wanted it. */
    record Unknown(boolean goalReached) implements Verdict {}

    /** A second look is needed, at the node that was found. */
    record LookAt(ZPath path) implements Verdict {}

    /** The read that shows what became of a call, or null if none can. */
    static @Nullable ReadRequest look(Proof proof) {
        if (proof instanceof Proof.Created created) {
            return new ReadRequest.GetData(created.path(), false);
        }
        if (proof instanceof Proof.CreatedUniquely unique) {
            return new ReadRequest.GetChildren(Op.GET_CHILDREN2, unique.parent(), false);
        }
        if (proof instanceof Proof.Written written) {
            return new ReadRequest.GetData(written.path(), false);
        }
        if (proof instanceof Proof.Deleted deleted) {
            return new ReadRequest.GetData(deleted.path(), false);
        }
        return null;
    }

    /** What a look says; {@code error} 0 for success, and then {@code body} is there. */
    static Verdict of(Call call, SessionId session, int error, @Nullable Response body) {
        boolean missing = error == ErrorCode.NO_NODE.code();
        if (error != 0 && !missing) {
            return new Unknown(false);
        }
        Proof proof = call.proof;
        if (proof instanceof Proof.CreatedUniquely unique) {
            return missing ? new Again() : ofListing(unique, body);
        }
        Stat stat = body instanceof Response.DataAndStat found ? found.stat() : null;
        if (proof instanceof Proof.Created created) {
            return stat == null ? new Again() : ofCreate(call, created, session, stat);
        }
        if (proof instanceof Proof.Written written && body instanceof Response.DataAndStat found) {
            return ofWrite(call, written, found);
        }
        if (proof instanceof Proof.Deleted deleted) {
            return stat == null ? new Unknown(true) : ofDelete(call, deleted, stat);
        }
        return new Unknown(false);
    }

    private static Verdict ofListing(Proof.CreatedUniquely unique, @Nullable Response body) {
        Bytes prefix = Bytes.utf8(unique.prefix());
        if (body instanceof Response.ChildrenAndStat listing) {
            for (Bytes name : listing.names()) {
                if (startsWith(name, prefix)) {
                    return new LookAt(unique.parent().child(name));
                }
            }
        }
        return new Again();
    }

    private static boolean startsWith(Bytes name, Bytes prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (name.at(i) != prefix.at(i)) {
                return false;
            }
        }
        return true;
    }

    private static Verdict ofCreate(
            Call call, Proof.Created created, SessionId session, Stat stat) {
        if (stat.czxid() <= call.zxidWhenSent) {
            return new Refused(ErrorCode.NODE_EXISTS);
        }
        if (created.ephemeral()) {
            // Only this session makes nodes of this session, and only one call makes this one.
            return stat.ephemeralOwner() == session.value()
                    ? new Applied(new Response.PathAndStat(created.path(), stat))
                    : new Refused(ErrorCode.NODE_EXISTS);
        }
        return new Unknown(stat.ephemeralOwner() == 0);
    }

    private static Verdict ofWrite(Call call, Proof.Written written, Response.DataAndStat found) {
        Stat stat = found.stat();
        // A conditional write raises the version of its node: the old version is still there.
        boolean untouched =
                written.version() == -1
                        ? stat.mzxid() <= call.zxidWhenSent
                        : stat.version() == written.version() && stat.czxid() <= call.zxidWhenSent;
        if (untouched) {
            return new Again();
        }
        Bytes wanted = call.request instanceof WriteRequest.SetData set ? set.data() : null;
        return new Unknown(Objects.equals(wanted, found.data()));
    }

    private static Verdict ofDelete(Call call, Proof.Deleted deleted, Stat stat) {
        boolean sameNode = stat.czxid() <= call.zxidWhenSent;
        boolean sameVersion = deleted.version() == -1 || deleted.version() == stat.version();
        return sameNode && sameVersion ? new Again() : new Unknown(false);
    }
}
