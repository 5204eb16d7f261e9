package org.muster.wire.client;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The protocol as one table: a row an operation, with the records of its request and its reply in
 * both directions.
 *
 * @param writeFields and {@code writeBody} are given the types of their own row only
 */
record OpRow(
        Op op,
        Function<Op, Request> whenUndecodable,
        RecordReader<? extends Request> readFields,
        RecordWriter<Request> writeFields,
        RecordReader<? extends Response> readBody,
        RecordWriter<Response> writeBody) {

    /** Reads one record. */
    @FunctionalInterface
    interface RecordReader<T> {
        T read(ByteReader in) throws MalformedException;
    }

    /** Writes one record. */
    @FunctionalInterface
    interface RecordWriter<T> {
        void write(ByteWriter out, T value);
    }

    private static final int LOWEST = Op.CLOSE_SESSION.code();

    /** Of requests that are their header alone. Above the table, which is made of it. */
    private static final RecordWriter<Request> NONE = (out, request) -> {};

    private static final @Nullable OpRow[] BY_CODE = index();

    /** The row of an operation that clients may ask for; null for every other number. */
    static @Nullable OpRow offered(int code) {
        int at = code - LOWEST;
        return at >= 0 && at < BY_CODE.length ? BY_CODE[at] : null;
    }

    /** The row of {@code op}, which clients must be able to ask for. */
    static OpRow of(Op op) {
        OpRow row = BY_CODE[op.code() - LOWEST];
        if (row == null) {
            throw new IllegalArgumentException(op + " is not a client's operation");
        }
        return row;
    }

    Request readRequest(ByteReader in) throws MalformedException {
        return readFields.read(in);
    }

    void writeRequest(ByteWriter out, Request request) {
        writeFields.write(out, request);
    }

    Response readResponse(ByteReader in) throws MalformedException {
        return readBody.read(in);
    }

    void writeResponse(ByteWriter out, Response response) {
        writeBody.write(out, response);
    }

    Request undecodable() {
        return whenUndecodable.apply(op);
    }

    private static @Nullable OpRow[] index() {
        @Nullable OpRow[] byCode = new OpRow[Op.WHO_AM_I.code() - LOWEST + 1];
        for (OpRow[] rows : List.of(writes(), reads(), links())) {
            for (OpRow row : rows) {
                int at = row.op.code() - LOWEST;
                Invariant.require(byCode[at] == null, "one row an operation");
                byCode[at] = row;
            }
        }
        return byCode;
    }

    private static OpRow[] writes() {
        return new OpRow[] {
            write(Op.CREATE, WriteFields::readCreate, WriteFields::writeCreate, Bodies.PATH),
            write(Op.CREATE2, WriteFields::readCreate2, WriteFields::writeCreate, Bodies.PATH_STAT),
            write(
                    Op.CREATE_CONTAINER,
                    WriteFields::readCreateContainer,
                    WriteFields::writeCreate,
                    Bodies.PATH_STAT),
            write(
                    Op.CREATE_TTL,
                    WriteFields::readCreateTtl,
                    WriteFields::writeCreate,
                    Bodies.PATH_STAT),
            write(Op.DELETE, WriteFields::readDelete, WriteFields::writeDelete, Bodies.EMPTY),
            write(Op.SET_DATA, WriteFields::readSetData, WriteFields::writeSetData, Bodies.STAT),
            write(Op.SET_ACL, WriteFields::readSetAcl, WriteFields::writeSetAcl, Bodies.STAT),
            write(Op.MULTI, MultiCodec::readMulti, MultiCodec::writeMulti, MultiCodec.RESULTS),
            write(Op.RECONFIG, WriteFields::readReconfig, WriteFields::writeReconfig, Bodies.DATA),
            write(Op.CLOSE_SESSION, in -> new WriteRequest.CloseSession(), NONE, Bodies.EMPTY),
        };
    }

    private static OpRow[] reads() {
        return new OpRow[] {
            read(Op.EXISTS, ReadFields::readExists, ReadFields::writeExists, Bodies.STAT),
            read(Op.GET_DATA, ReadFields::readGetData, ReadFields::writeGetData, Bodies.DATA),
            read(Op.GET_ACL, ReadFields::readGetAcl, ReadFields::writeGetAcl, Bodies.ACL),
            read(
                    Op.GET_CHILDREN,
                    ReadFields::readGetChildren,
                    ReadFields::writeGetChildren,
                    Bodies.CHILDREN),
            read(
                    Op.GET_CHILDREN2,
                    ReadFields::readGetChildren2,
                    ReadFields::writeGetChildren,
                    Bodies.CHILDREN_STAT),
            read(
                    Op.GET_ALL_CHILDREN_NUMBER,
                    ReadFields::readGetAllChildrenNumber,
                    ReadFields::writeGetAllChildrenNumber,
                    Bodies.COUNT),
            read(
                    Op.GET_EPHEMERALS,
                    ReadFields::readGetEphemerals,
                    ReadFields::writeGetEphemerals,
                    Bodies.EPHEMERALS),
            read(
                    Op.MULTI_READ,
                    MultiCodec::readMultiRead,
                    MultiCodec::writeMultiRead,
                    MultiCodec.RESULTS),
            read(Op.WHO_AM_I, in -> new ReadRequest.WhoAmI(), NONE, Bodies.IDENTITIES),
        };
    }

    private static OpRow[] links() {
        return new OpRow[] {
            link(Op.PING, in -> new LinkRequest.Ping(), NONE, Bodies.EMPTY),
            link(Op.SYNC, LinkFields::readSync, LinkFields::writeSync, Bodies.PATH),
            link(Op.AUTH, LinkFields::readAuth, LinkFields::writeAuth, Bodies.EMPTY),
            link(Op.SASL, LinkFields::readSasl, LinkFields::writeSasl, Bodies.TOKEN),
            link(
                    Op.SET_WATCHES,
                    LinkFields::readSetWatches,
                    LinkFields::writeSetWatches,
                    Bodies.EMPTY),
            link(
                    Op.SET_WATCHES2,
                    LinkFields::readSetWatches2,
                    LinkFields::writeSetWatches,
                    Bodies.EMPTY),
            link(Op.ADD_WATCH, LinkFields::readAddWatch, LinkFields::writeAddWatch, Bodies.COUNT),
            link(
                    Op.REMOVE_WATCHES,
                    LinkFields::readRemoveWatches,
                    LinkFields::writeRemoveWatches,
                    Bodies.EMPTY),
            link(
                    Op.CHECK_WATCHES,
                    LinkFields::readCheckWatches,
                    LinkFields::writeCheckWatches,
                    Bodies.EMPTY),
        };
    }

    private static OpRow write(
            Op op,
            RecordReader<? extends Request> readFields,
            RecordWriter<Request> writeFields,
            Bodies.Body body) {
        return new OpRow(
                op,
                WriteRequest.Undecodable::new,
                readFields,
                writeFields,
                body.reader(),
                body.writer());
    }

    private static OpRow read(
            Op op,
            RecordReader<? extends Request> readFields,
            RecordWriter<Request> writeFields,
            Bodies.Body body) {
        return new OpRow(
                op,
                ReadRequest.Undecodable::new,
                readFields,
                writeFields,
                body.reader(),
                body.writer());
    }

    private static OpRow link(
            Op op,
            RecordReader<? extends Request> readFields,
            RecordWriter<Request> writeFields,
            Bodies.Body body) {
        return new OpRow(
                op,
                LinkRequest.Undecodable::new,
                readFields,
                writeFields,
                body.reader(),
                body.writer());
    }
}
