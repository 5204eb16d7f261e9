package org.muster.replica.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;

/**
 * How a member that has forgotten its past comes to vote again: by a write of its own that a quorum
 * acknowledges without it. An ordinary one, so that every server can read the log: it sets the data
 * of a system znode whose data mean nothing to anybody.
 */
final class Readmission {
    private static final ZPath PATH = ZPath.of("/zookeeper/quota");

    /** Whatever access list a client has given the znode. */
    private static final List<Id> AUTHORITY = List.of(new Id("super", ""));

    private static final int ANY_VERSION = -1;

    private final int mark;
    private final Bytes text;

    /**
     * For the member whose transactions bear {@code mark}; {@code nonce} is a number that no life
     * of it has used before, so that it never takes an earlier life's for its own.
     */
    Readmission(int mark, SessionId nonce) {
        this.mark = mark;
        this.text = Bytes.owning(("readmission of " + nonce).getBytes(StandardCharsets.US_ASCII));
    }

    /** Asks the leader. */
    void ask(Upstream leader) {
        leader.ask(mark, new WriteRequest.SetData(PATH, text, ANY_VERSION), AUTHORITY);
    }

    /** Whether {@code logged} is what was asked for. No client's session has this number. */
    boolean isGranted(LoggedTxn logged) {
        return logged.header().session().equals(SessionId.NONE)
                && logged.header().cxid() == mark
                && logged.txn() instanceof Txn.SetData(ZPath path, Bytes data, int _)
                && path.equals(PATH)
                && text.equals(data);
    }
}
