package org.muster.wire.snapshot;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.jute.ByteWriter;

/**
 * Writes what every snapshot has, in a file or on its way to a learner: sessions and ACLs with
 * their counts, the znodes, and what ends these. In steps, so that its owner sets the pace.
 */
public final class SnapshotBodyWriter {
    private final Iterator<SnapshotRecord> records;
    private boolean headWritten;
    private SnapshotRecord.@Nullable Node firstNode;

    /** Of {@code records}: sessions, ACLs, nodes, in this order. */
    public SnapshotBodyWriter(Iterator<SnapshotRecord> records) {
        this.records = records;
    }

    /**
     * Appends to {@code out} until that is at least {@code length} long, but one record in any
     * case; true once the body is complete.
     */
    public boolean step(ByteWriter out, int length) {
        if (!headWritten) {
            writeHead(out);
            headWritten = true;
        } else {
            writeNext(out);
        }
        while (firstNode != null || records.hasNext()) {
            if (out.length() >= length) {
                return false;
            }
            writeNext(out);
        }
        out.writeInt(1);
        out.writeByte('/');
        return true;
    }

    private void writeNext(ByteWriter out) {
        SnapshotRecordCodec.writeNode(out, firstNode == null ? asNode(records.next()) : firstNode);
        firstNode = null;
    }

    private static SnapshotRecord.Node asNode(SnapshotRecord record) {
        Invariant.require(
                record instanceof SnapshotRecord.Node, "sessions and ACLs come before nodes");
        return (SnapshotRecord.Node) record;
    }

    /** Sessions and ACLs: small beside the nodes, and counted before they are written. */
    private void writeHead(ByteWriter out) {
        ByteWriter sessions = new ByteWriter();
        ByteWriter acls = new ByteWriter();
        int sessionCount = 0;
        int aclCount = 0;
        while (firstNode == null && records.hasNext()) {
            SnapshotRecord record = records.next();
            if (record instanceof SnapshotRecord.Session session) {
                Invariant.require(aclCount == 0, "sessions come before ACLs");
                SnapshotRecordCodec.writeSession(sessions, session);
                sessionCount++;
            } else if (record instanceof SnapshotRecord.AclEntry acl) {
                SnapshotRecordCodec.writeAcl(acls, acl);
                aclCount++;
            } else {
                firstNode = asNode(record);
            }
        }
        out.writeInt(sessionCount);
        out.writeRaw(sessions.array(), 0, sessions.length());
        out.writeInt(aclCount);
        out.writeRaw(acls.array(), 0, acls.length());
    }
}
