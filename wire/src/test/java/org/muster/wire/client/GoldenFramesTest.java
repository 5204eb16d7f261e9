package org.muster.wire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.model.ErrorCode;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.wire.GoldenLines;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** Every captured frame decodes, and encodes to the same bytes again. */
class GoldenFramesTest {

    static List<String> frames() {
        return GoldenLines.of("client-frames.txt");
    }

    @ParameterizedTest
    @MethodSource("frames")
    void readsAndWritesTheCapturedBytes(String line) throws MalformedException {
        String[] parts = line.split(" ", 3);
        byte[] payload = HexFormat.of().parseHex(parts[2].replace(" ", ""));
        ByteWriter out = new ByteWriter();
        copy(parts[0], parts[1], new ByteReader(payload), out);
        byte[] written = Arrays.copyOfRange(out.array(), 4, out.length());
        assertEquals(HexFormat.of().formatHex(payload), HexFormat.of().formatHex(written));
        assertEquals(payload.length, new ByteReader(out.array()).readInt());
    }

    private static void copy(String kind, String op, ByteReader in, ByteWriter out)
            throws MalformedException {
        switch (kind) {
            case "connect-request" -> ConnectRequest.read(in).write(out);
            case "connect-response" -> {
                boolean withReadOnly = in.remaining() == 37;
                ConnectResponse.read(in).write(out, withReadOnly);
            }
            case "request" -> {
                int xid = in.readInt();
                int code = in.readInt();
                assertEquals(Integer.parseInt(op), code);
                Request request = RequestReader.read(code, in);
                RequestWriter.write(out, xid, request);
            }
            case "reply" -> copyReply(Integer.parseInt(op), in, out);
            case "event" -> {
                ReplyReader.Header header = ReplyReader.header(in);
                ReplyWriter.event(out, header.zxid(), ReplyReader.event(in));
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static void copyReply(int code, ByteReader in, ByteWriter out)
            throws MalformedException {
        ReplyReader.Header header = ReplyReader.header(in);
        if (header.error() != 0) {
            ReplyWriter.headerOnly(out, header.xid(), header.zxid(), errorOf(header.error()));
            return;
        }
        Op op = Arrays.stream(Op.values()).filter(o -> o.code() == code).findFirst().orElseThrow();
        Response response = ReplyReader.body(op, in);
        ReplyWriter.reply(out, header.xid(), header.zxid(), op, response);
    }

    private static ErrorCode errorOf(int code) {
        return Arrays.stream(ErrorCode.values())
                .filter(e -> e.code() == code)
                .findFirst()
                .orElseThrow();
    }
}
