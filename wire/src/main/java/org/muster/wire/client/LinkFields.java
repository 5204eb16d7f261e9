package org.muster.wire.client;

import java.util.List;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.WatcherType;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** The request records of operations on the connection: authentication, watches, sync. */
final class LinkFields {
    private static final int PERSISTENT_MODE = 0;
    private static final int RECURSIVE_MODE = 1;

    private LinkFields() {}

    static LinkRequest.Sync readSync(ByteReader in) throws MalformedException {
        return new LinkRequest.Sync(in.readPath());
    }

    static void writeSync(ByteWriter out, Request request) {
        out.writePath(((LinkRequest.Sync) request).path());
    }

    static LinkRequest.Auth readAuth(ByteReader in) throws MalformedException {
        in.readInt(); // type, without meaning
        return new LinkRequest.Auth(in.readString(), in.readBuffer());
    }

    static void writeAuth(ByteWriter out, Request request) {
        LinkRequest.Auth auth = (LinkRequest.Auth) request;
        out.writeInt(0);
        out.writeString(auth.scheme());
        out.writeBuffer(auth.auth());
    }

    static LinkRequest.Sasl readSasl(ByteReader in) throws MalformedException {
        return new LinkRequest.Sasl(in.readBuffer());
    }

    static void writeSasl(ByteWriter out, Request request) {
        out.writeBuffer(((LinkRequest.Sasl) request).token());
    }

    static LinkRequest.SetWatches readSetWatches(ByteReader in) throws MalformedException {
        return new LinkRequest.SetWatches(
                Op.SET_WATCHES,
                in.readLong(),
                paths(in),
                paths(in),
                paths(in),
                List.of(),
                List.of());
    }

    static LinkRequest.SetWatches readSetWatches2(ByteReader in) throws MalformedException {
        return new LinkRequest.SetWatches(
                Op.SET_WATCHES2,
                in.readLong(),
                paths(in),
                paths(in),
                paths(in),
                paths(in),
                paths(in));
    }

    private static List<ZPath> paths(ByteReader in) throws MalformedException {
        return in.requireVector(4, ByteReader::requirePath);
    }

    static void writeSetWatches(ByteWriter out, Request request) {
        LinkRequest.SetWatches set = (LinkRequest.SetWatches) request;
        out.writeLong(set.relativeZxid());
        out.writeVector(set.data(), ByteWriter::writePath);
        out.writeVector(set.exist(), ByteWriter::writePath);
        out.writeVector(set.child(), ByteWriter::writePath);
        if (set.op() == Op.SET_WATCHES2) {
            out.writeVector(set.persistent(), ByteWriter::writePath);
            out.writeVector(set.persistentRecursive(), ByteWriter::writePath);
        }
    }

    static LinkRequest.AddWatch readAddWatch(ByteReader in) throws MalformedException {
        ZPath path = in.readPath();
        int mode = in.readInt();
        if (mode != PERSISTENT_MODE && mode != RECURSIVE_MODE) {
            throw MalformedException.illegal("watch mode " + mode);
        }
        return new LinkRequest.AddWatch(path, mode == RECURSIVE_MODE);
    }

    static void writeAddWatch(ByteWriter out, Request request) {
        LinkRequest.AddWatch add = (LinkRequest.AddWatch) request;
        out.writePath(add.path());
        out.writeInt(add.recursive() ? RECURSIVE_MODE : PERSISTENT_MODE);
    }

    static LinkRequest.RemoveWatches readRemoveWatches(ByteReader in) throws MalformedException {
        return new LinkRequest.RemoveWatches(in.requirePath(), watcherType(in));
    }

    static void writeRemoveWatches(ByteWriter out, Request request) {
        LinkRequest.RemoveWatches remove = (LinkRequest.RemoveWatches) request;
        out.writePath(remove.path());
        out.writeInt(remove.type().code());
    }

    static LinkRequest.CheckWatches readCheckWatches(ByteReader in) throws MalformedException {
        return new LinkRequest.CheckWatches(in.requirePath(), watcherType(in));
    }

    static void writeCheckWatches(ByteWriter out, Request request) {
        LinkRequest.CheckWatches check = (LinkRequest.CheckWatches) request;
        out.writePath(check.path());
        out.writeInt(check.type().code());
    }

    private static WatcherType watcherType(ByteReader in) throws MalformedException {
        int code = in.readInt();
        for (WatcherType type : WatcherType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw MalformedException.illegal("watcher type " + code);
    }
}
