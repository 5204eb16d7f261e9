package org.muster.replica;

import java.util.HexFormat;
import java.util.List;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteWriter;

/** Requests as frames in hexadecimal. */
public final class Frames {
    private Frames() {}

    public static String of(int xid, Request request) {
        ByteWriter out = new ByteWriter();
        RequestWriter.write(out, xid, request);
        return HexFormat.of().formatHex(out.array(), 0, out.length());
    }

    public static String create(int xid, String path, int flags) {
        return of(
                xid,
                new WriteRequest.Create(
                        Op.CREATE, ZPath.of(path), Bytes.EMPTY, Acl.OPEN, flags, -1));
    }

    public static String set(int xid, String path, String data) {
        return of(xid, new WriteRequest.SetData(ZPath.of(path), Bytes.utf8(data), -1));
    }

    public static String delete(int xid, String path) {
        return of(xid, new WriteRequest.Delete(ZPath.of(path), -1));
    }

    public static String get(int xid, String path, boolean watch) {
        return of(xid, new ReadRequest.GetData(ZPath.of(path), watch));
    }

    public static String exists(int xid, String path, boolean watch) {
        return of(xid, new ReadRequest.Exists(ZPath.of(path), watch));
    }

    public static String children(int xid, String path, boolean watch) {
        return of(xid, new ReadRequest.GetChildren(Op.GET_CHILDREN, ZPath.of(path), watch));
    }

    public static String addWatch(int xid, String path, boolean recursive) {
        return of(xid, new LinkRequest.AddWatch(ZPath.of(path), recursive));
    }

    public static String sync(int xid) {
        return of(xid, new LinkRequest.Sync(ZPath.of("/s")));
    }

    public static String ping() {
        return "00000008 fffffffe 0000000b";
    }

    public static String close(int xid) {
        return of(xid, new WriteRequest.CloseSession());
    }

    /** The header of a reply: xid, zxid, error code. */
    public static String head(String frame) {
        return (int) Long.parseLong(frame.substring(8, 16), 16)
                + " "
                + Long.parseUnsignedLong(frame.substring(16, 32), 16)
                + " "
                + (int) Long.parseLong(frame.substring(32, 40), 16);
    }

    /** The headers of all; events show their type and path instead of xid and error. */
    public static List<String> heads(List<String> frames) {
        return frames.stream().map(Frames::headOrEvent).toList();
    }

    private static String headOrEvent(String frame) {
        if (!frame.startsWith("ffffffff", 8) || frame.length() == 40) {
            return head(frame);
        }
        String path =
                new String(
                        HexFormat.of().parseHex(frame.substring(64)),
                        java.nio.charset.StandardCharsets.UTF_8);
        return "event "
                + Integer.parseInt(frame.substring(40, 48), 16)
                + " "
                + path
                + " "
                + Long.parseUnsignedLong(frame.substring(16, 32), 16);
    }
}
