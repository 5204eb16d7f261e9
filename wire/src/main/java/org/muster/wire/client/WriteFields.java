package org.muster.wire.client;

import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.record.AclCodec;

/** The request records of writes. */
final class WriteFields {
    private static final long NO_TTL = -1;

    private WriteFields() {}

    static WriteRequest.Create readCreate(ByteReader in) throws MalformedException {
        return readCreate(Op.CREATE, in);
    }

    static WriteRequest.Create readCreate2(ByteReader in) throws MalformedException {
        return readCreate(Op.CREATE2, in);
    }

    static WriteRequest.Create readCreateContainer(ByteReader in) throws MalformedException {
        return readCreate(Op.CREATE_CONTAINER, in);
    }

    private static WriteRequest.Create readCreate(Op op, ByteReader in) throws MalformedException {
        return new WriteRequest.Create(
                op, in.readPath(), in.readBuffer(), AclCodec.read(in), in.readInt(), NO_TTL);
    }

    static WriteRequest.Create readCreateTtl(ByteReader in) throws MalformedException {
        return new WriteRequest.Create(
                Op.CREATE_TTL,
                in.readPath(),
                in.readBuffer(),
                AclCodec.read(in),
                in.readInt(),
                in.readLong());
    }

    static void writeCreate(ByteWriter out, Request request) {
        WriteRequest.Create create = (WriteRequest.Create) request;
        out.writePath(create.path());
        out.writeBuffer(create.data());
        AclCodec.write(out, create.acl());
        out.writeInt(create.flags());
        if (create.op() == Op.CREATE_TTL) {
            out.writeLong(create.ttlMs());
        }
    }

    static WriteRequest.Delete readDelete(ByteReader in) throws MalformedException {
        return new WriteRequest.Delete(in.requirePath(), in.readInt());
    }

    static void writeDelete(ByteWriter out, Request request) {
        WriteRequest.Delete delete = (WriteRequest.Delete) request;
        out.writePath(delete.path());
        out.writeInt(delete.version());
    }

    static WriteRequest.SetData readSetData(ByteReader in) throws MalformedException {
        return new WriteRequest.SetData(readJudgedPath(in), in.readBuffer(), in.readInt());
    }

    /** The same where a missing path makes the request undecodable. */
    static WriteRequest.SetData readSetDataPart(ByteReader in) throws MalformedException {
        return new WriteRequest.SetData(in.requirePath(), in.readBuffer(), in.readInt());
    }

    /** A missing path becomes an empty one: it is refused as no path, not as undecodable. */
    private static ZPath readJudgedPath(ByteReader in) throws MalformedException {
        ZPath path = in.readPath();
        return path == null ? ZPath.of("") : path;
    }

    static void writeSetData(ByteWriter out, Request request) {
        WriteRequest.SetData set = (WriteRequest.SetData) request;
        out.writePath(set.path());
        out.writeBuffer(set.data());
        out.writeInt(set.version());
    }

    static WriteRequest.SetAcl readSetAcl(ByteReader in) throws MalformedException {
        return new WriteRequest.SetAcl(readJudgedPath(in), AclCodec.read(in), in.readInt());
    }

    static void writeSetAcl(ByteWriter out, Request request) {
        WriteRequest.SetAcl set = (WriteRequest.SetAcl) request;
        out.writePath(set.path());
        AclCodec.write(out, set.acl());
        out.writeInt(set.version());
    }

    static WriteRequest.Check readCheck(ByteReader in) throws MalformedException {
        return new WriteRequest.Check(in.requirePath(), in.readInt());
    }

    static void writeCheck(ByteWriter out, Request request) {
        WriteRequest.Check check = (WriteRequest.Check) request;
        out.writePath(check.path());
        out.writeInt(check.version());
    }

    static WriteRequest.Reconfig readReconfig(ByteReader in) throws MalformedException {
        return new WriteRequest.Reconfig(
                in.readString(), in.readString(), in.readString(), in.readLong());
    }

    static void writeReconfig(ByteWriter out, Request request) {
        WriteRequest.Reconfig reconfig = (WriteRequest.Reconfig) request;
        out.writeString(reconfig.joiningServers());
        out.writeString(reconfig.leavingServers());
        out.writeString(reconfig.newMembers());
        out.writeLong(reconfig.curConfigId());
    }
}
