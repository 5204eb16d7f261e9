package org.muster.wire.client;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * Multi and multiRead: records behind small headers, ended by a header that says so.
 *
 * <p>Source: client protocol, multi. One part that cannot be decoded, or is of the other kind,
 * makes the whole request undecodable.
 */
final class MultiCodec {
    private static final int END = -1;
    private static final int FAILED = -1;
    private static final int CONTAINER_FLAGS = 4;
    private static final int TTL_FLAGS = 5;
    private static final int TTL_SEQUENTIAL_FLAGS = 6;

    static final Bodies.Body RESULTS =
            new Bodies.Body(MultiCodec::readResults, MultiCodec::writeResults);

    private MultiCodec() {}

    /** What stands before each part. */
    private record PartHeader(int type, boolean done, int error) {
        static PartHeader read(ByteReader in) throws MalformedException {
            return new PartHeader(in.readInt(), in.readBool(), in.readInt());
        }

        static void write(ByteWriter out, int type, boolean done, int error) {
            out.writeInt(type);
            out.writeBool(done);
            out.writeInt(error);
        }
    }

    static WriteRequest.Multi readMulti(ByteReader in) throws MalformedException {
        List<WriteRequest> ops = new ArrayList<>();
        for (PartHeader h = PartHeader.read(in); !h.done(); h = PartHeader.read(in)) {
            ops.add(readWrite(h.type(), in));
        }
        return new WriteRequest.Multi(ops);
    }

    private static WriteRequest readWrite(int type, ByteReader in) throws MalformedException {
        if (type == Op.CREATE.code()
                || type == Op.CREATE2.code()
                || type == Op.CREATE_CONTAINER.code()) {
            return plainCreate(type, in);
        }
        if (type == Op.CREATE_TTL.code()) {
            return ttlCreate(in);
        }
        if (type == Op.DELETE.code()) {
            return WriteFields.readDelete(in);
        }
        if (type == Op.SET_DATA.code()) {
            return WriteFields.readSetDataPart(in);
        }
        if (type == Op.CHECK.code()) {
            return WriteFields.readCheck(in);
        }
        throw MalformedException.illegal("operation " + type + " in a multi");
    }

    /** Container flags make a container of any plain create; TTL flags have no place here. */
    private static WriteRequest plainCreate(int type, ByteReader in) throws MalformedException {
        WriteRequest.Create create = WriteFields.readCreate(in);
        int flags = create.flags();
        if (create.path() == null || create.acl() == null) {
            throw MalformedException.illegal("a create without path or ACL in a multi");
        }
        if (flags < 0 || flags == TTL_FLAGS || flags > CONTAINER_FLAGS) {
            throw MalformedException.illegal("create flags " + flags + " in a multi");
        }
        Op op = type == Op.CREATE2.code() ? Op.CREATE2 : Op.CREATE;
        if (flags == CONTAINER_FLAGS || type == Op.CREATE_CONTAINER.code()) {
            op = Op.CREATE_CONTAINER;
        }
        return new WriteRequest.Create(
                op, create.path(), create.data(), create.acl(), flags, create.ttlMs());
    }

    /** Without TTL flags it is a plain create and its time to live is ignored. */
    private static WriteRequest ttlCreate(ByteReader in) throws MalformedException {
        WriteRequest.Create create = WriteFields.readCreateTtl(in);
        if (create.path() == null) {
            throw MalformedException.illegal("a create without path in a multi");
        }
        if (create.flags() == TTL_FLAGS || create.flags() == TTL_SEQUENTIAL_FLAGS) {
            return create;
        }
        return new WriteRequest.Create(
                Op.CREATE, create.path(), create.data(), create.acl(), create.flags(), -1);
    }

    static void writeMulti(ByteWriter out, Request request) {
        for (WriteRequest op : ((WriteRequest.Multi) request).ops()) {
            PartHeader.write(out, op.op().code(), false, -1);
            if (op instanceof WriteRequest.Check) {
                WriteFields.writeCheck(out, op);
            } else {
                OpRow.of(op.op()).writeRequest(out, op);
            }
        }
        PartHeader.write(out, END, true, -1);
    }

    static ReadRequest.MultiRead readMultiRead(ByteReader in) throws MalformedException {
        List<ReadRequest> ops = new ArrayList<>();
        for (PartHeader h = PartHeader.read(in); !h.done(); h = PartHeader.read(in)) {
            if (h.type() == Op.GET_DATA.code()) {
                ops.add(ReadFields.readGetData(in));
            } else if (h.type() == Op.GET_CHILDREN.code()) {
                ops.add(ReadFields.readGetChildren(in));
            } else {
                throw MalformedException.illegal("operation " + h.type() + " in a multiRead");
            }
        }
        return new ReadRequest.MultiRead(ops);
    }

    static void writeMultiRead(ByteWriter out, Request request) {
        for (ReadRequest op : ((ReadRequest.MultiRead) request).ops()) {
            PartHeader.write(out, op.op().code(), false, -1);
            OpRow.of(op.op()).writeRequest(out, op);
        }
        PartHeader.write(out, END, true, -1);
    }

    private static void writeResults(ByteWriter out, Response response) {
        for (Response.Result result : ((Response.Multi) response).results()) {
            if (result instanceof Response.Result.Failed failed) {
                PartHeader.write(out, FAILED, false, failed.code());
                out.writeInt(failed.code());
            } else if (result instanceof Response.Result.Done done) {
                PartHeader.write(out, done.type().code(), false, 0);
                bodyOf(done.type()).writer().write(out, done.body());
            }
        }
        PartHeader.write(out, END, true, -1);
    }

    private static Response readResults(ByteReader in) throws MalformedException {
        List<Response.Result> results = new ArrayList<>();
        for (PartHeader h = PartHeader.read(in); !h.done(); h = PartHeader.read(in)) {
            if (h.type() == FAILED) {
                results.add(new Response.Result.Failed(in.readInt()));
            } else {
                Op op = resultType(h.type());
                results.add(new Response.Result.Done(op, bodyOf(op).reader().read(in)));
            }
        }
        return new Response.Multi(results);
    }

    private static Op resultType(int type) throws MalformedException {
        for (Op op : Op.values()) {
            if (op.code() == type) {
                return op;
            }
        }
        throw MalformedException.illegal("result type " + type);
    }

    private static Bodies.Body bodyOf(Op type) {
        return switch (type) {
            case CREATE -> Bodies.PATH;
            case CREATE2 -> Bodies.PATH_STAT;
            case SET_DATA -> Bodies.STAT;
            case GET_DATA -> Bodies.DATA;
            case GET_CHILDREN -> Bodies.CHILDREN;
            default -> Bodies.EMPTY;
        };
    }
}
