package org.muster.wire.client;

import org.muster.model.Bytes;
import org.muster.model.request.Response;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.record.AclCodec;
import org.muster.wire.record.StatCodec;

/** The reply records; several operations share one. */
final class Bodies {
    /** Both directions of one reply record. */
    record Body(OpRow.RecordReader<Response> reader, OpRow.RecordWriter<Response> writer) {}

    static final Body EMPTY = new Body(in -> Response.Empty.INSTANCE, (out, response) -> {});
    static final Body PATH = new Body(in -> new Response.Path(in.readPath()), Bodies::writePath);
    static final Body PATH_STAT =
            new Body(
                    in -> new Response.PathAndStat(in.requirePath(), StatCodec.read(in)),
                    Bodies::writePathAndStat);
    static final Body STAT =
            new Body(
                    in -> new Response.StatOnly(StatCodec.read(in)),
                    (out, r) -> StatCodec.write(out, ((Response.StatOnly) r).stat()));
    static final Body DATA =
            new Body(
                    in -> new Response.DataAndStat(in.readBuffer(), StatCodec.read(in)),
                    Bodies::writeDataAndStat);
    static final Body ACL =
            new Body(
                    in -> new Response.AclAndStat(AclCodec.require(in), StatCodec.read(in)),
                    Bodies::writeAclAndStat);
    static final Body CHILDREN =
            new Body(
                    in -> new Response.Children(in.requireVector(4, Bodies::readName)),
                    (out, r) ->
                            out.writeVector(
                                    ((Response.Children) r).names(), ByteWriter::writeBuffer));
    static final Body CHILDREN_STAT = new Body(Bodies::readChildren2, Bodies::writeChildren2);
    static final Body EPHEMERALS =
            new Body(
                    in -> new Response.Ephemerals(in.requireVector(4, ByteReader::requirePath)),
                    (out, r) ->
                            out.writeVector(
                                    ((Response.Ephemerals) r).paths(), ByteWriter::writePath));
    static final Body COUNT =
            new Body(
                    in -> new Response.Count(in.readInt()),
                    (out, r) -> out.writeInt(((Response.Count) r).count()));
    static final Body IDENTITIES =
            new Body(
                    in -> new Response.Identities(in.requireVector(8, Bodies::readInfo)),
                    (out, r) ->
                            out.writeVector(((Response.Identities) r).infos(), Bodies::writeInfo));
    static final Body TOKEN =
            new Body(
                    in -> new Response.Token(in.readBuffer()),
                    (out, r) -> out.writeBuffer(((Response.Token) r).token()));

    private Bodies() {}

    private static void writePath(ByteWriter out, Response response) {
        out.writePath(((Response.Path) response).path());
    }

    private static void writePathAndStat(ByteWriter out, Response response) {
        Response.PathAndStat created = (Response.PathAndStat) response;
        out.writePath(created.path());
        StatCodec.write(out, created.stat());
    }

    private static void writeDataAndStat(ByteWriter out, Response response) {
        Response.DataAndStat found = (Response.DataAndStat) response;
        out.writeBuffer(found.data());
        StatCodec.write(out, found.stat());
    }

    private static void writeAclAndStat(ByteWriter out, Response response) {
        Response.AclAndStat found = (Response.AclAndStat) response;
        AclCodec.write(out, found.acl());
        StatCodec.write(out, found.stat());
    }

    private static Response readChildren2(ByteReader in) throws MalformedException {
        return new Response.ChildrenAndStat(
                in.requireVector(4, Bodies::readName), StatCodec.read(in));
    }

    private static void writeChildren2(ByteWriter out, Response response) {
        Response.ChildrenAndStat found = (Response.ChildrenAndStat) response;
        out.writeVector(found.names(), ByteWriter::writeBuffer);
        StatCodec.write(out, found.stat());
    }

    private static Bytes readName(ByteReader in) throws MalformedException {
        Bytes name = in.readBuffer();
        if (name == null) {
            throw MalformedException.illegal("a child without a name");
        }
        return name;
    }

    private static Response.ClientInfo readInfo(ByteReader in) throws MalformedException {
        return new Response.ClientInfo(in.requireString(), in.requireString());
    }

    private static void writeInfo(ByteWriter out, Response.ClientInfo info) {
        out.writeString(info.scheme());
        out.writeString(info.user());
    }
}
