package org.muster.wire.snapshot;

import org.muster.model.SessionId;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.record.AclCodec;
import org.muster.wire.record.StatCodec;

/**
 * The records of a snapshot as they lie on disk. A truncated one may be retried with more bytes.
 */
public final class SnapshotRecordCodec {
    private SnapshotRecordCodec() {}

    /** Reads a session and its timeout. */
    public static SnapshotRecord.Session readSession(ByteReader in) throws MalformedException {
        return new SnapshotRecord.Session(new SessionId(in.readLong()), in.readInt());
    }

    /** Writes a session and its timeout. */
    public static void writeSession(ByteWriter out, SnapshotRecord.Session session) {
        out.writeLong(session.id().value());
        out.writeInt(session.timeoutMs());
    }

    /** Reads an ACL and its number. */
    public static SnapshotRecord.AclEntry readAcl(ByteReader in) throws MalformedException {
        return new SnapshotRecord.AclEntry(in.readLong(), AclCodec.require(in));
    }

    /** Writes an ACL and its number. */
    public static void writeAcl(ByteWriter out, SnapshotRecord.AclEntry entry) {
        out.writeLong(entry.id());
        AclCodec.write(out, entry.acl());
    }

    /** Reads a znode; the path {@code /} instead of a znode ends the list and is not for here. */
    public static SnapshotRecord.Node readNode(ByteReader in) throws MalformedException {
        return new SnapshotRecord.Node(
                in.requirePath(), in.readBuffer(), in.readLong(), StatCodec.readPersisted(in));
    }

    /** Writes a znode. */
    public static void writeNode(ByteWriter out, SnapshotRecord.Node node) {
        out.writePath(node.path());
        out.writeBuffer(node.data());
        out.writeLong(node.aclId());
        StatCodec.writePersisted(out, node.stat());
    }
}
