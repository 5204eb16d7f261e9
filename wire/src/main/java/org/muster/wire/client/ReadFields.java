package org.muster.wire.client;

import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** The request records of reads. */
final class ReadFields {
    private ReadFields() {}

    static ReadRequest.Exists readExists(ByteReader in) throws MalformedException {
        return new ReadRequest.Exists(in.requirePath(), in.readBool());
    }

    static void writeExists(ByteWriter out, Request request) {
        ReadRequest.Exists exists = (ReadRequest.Exists) request;
        out.writePath(exists.path());
        out.writeBool(exists.watch());
    }

    static ReadRequest.GetData readGetData(ByteReader in) throws MalformedException {
        return new ReadRequest.GetData(in.requirePath(), in.readBool());
    }

    static void writeGetData(ByteWriter out, Request request) {
        ReadRequest.GetData get = (ReadRequest.GetData) request;
        out.writePath(get.path());
        out.writeBool(get.watch());
    }

    static ReadRequest.GetAcl readGetAcl(ByteReader in) throws MalformedException {
        return new ReadRequest.GetAcl(in.requirePath());
    }

    static void writeGetAcl(ByteWriter out, Request request) {
        out.writePath(((ReadRequest.GetAcl) request).path());
    }

    static ReadRequest.GetChildren readGetChildren(ByteReader in) throws MalformedException {
        return new ReadRequest.GetChildren(Op.GET_CHILDREN, in.requirePath(), in.readBool());
    }

    static ReadRequest.GetChildren readGetChildren2(ByteReader in) throws MalformedException {
        return new ReadRequest.GetChildren(Op.GET_CHILDREN2, in.requirePath(), in.readBool());
    }

    static void writeGetChildren(ByteWriter out, Request request) {
        ReadRequest.GetChildren get = (ReadRequest.GetChildren) request;
        out.writePath(get.path());
        out.writeBool(get.watch());
    }

    static ReadRequest.GetAllChildrenNumber readGetAllChildrenNumber(ByteReader in)
            throws MalformedException {
        return new ReadRequest.GetAllChildrenNumber(in.requirePath());
    }

    static void writeGetAllChildrenNumber(ByteWriter out, Request request) {
        out.writePath(((ReadRequest.GetAllChildrenNumber) request).path());
    }

    static ReadRequest.GetEphemerals readGetEphemerals(ByteReader in) throws MalformedException {
        return new ReadRequest.GetEphemerals(in.readPath());
    }

    static void writeGetEphemerals(ByteWriter out, Request request) {
        out.writePath(((ReadRequest.GetEphemerals) request).prefix());
    }
}
