package org.muster.testkit.differential;

import static org.muster.testkit.rawwire.Opcode.*;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.muster.testkit.rawwire.In;

/** Frames from a server as lists of comparable values. */
final class Frames {
    private static final int LONG_DATA_BYTES = 64;
    private static final Pattern PORTS = Pattern.compile("(=127\\.0\\.0\\.1):\\d+:\\d+");

    private Frames() {}

    /** A reply to a request with the given opcode. */
    static List<Token> reply(int opcode, byte[] frame) {
        List<Token> tokens = new ArrayList<>();
        try {
            In in = new In(frame);
            tokens.add(exact("xid", in.int32()));
            long zxid = in.int64();
            int error = in.int32();
            List<Token> body = new ArrayList<>();
            boolean changed = isWrite(opcode) && error == 0;
            if (error == 0) {
                changed &= body(opcode, in, body);
                body.add(exact("surplus bytes", in.left()));
            }
            tokens.add(exact("error", error));
            tokens.add(changed ? new Token.Change("zxid", zxid) : new Token.UpTo("zxid", zxid));
            tokens.addAll(body);
        } catch (BufferUnderflowException truncated) {
            tokens.add(exact("unreadable reply", HexFormat.of().formatHex(frame)));
        }
        return tokens;
    }

    /**
     * A reply behind others: that of a ping says nothing of its zxid, which may stem from an
     * earlier moment.
     */
    static List<Token> laterReply(int opcode, byte[] frame) {
        List<Token> tokens = reply(opcode, frame);
        boolean pong = opcode == PING && tokens.get(0).equals(exact("xid", -2));
        return pong && frame.length == 16 ? laterPong() : tokens;
    }

    /** What a pong in its place is seen as. */
    static List<Token> laterPong() {
        return List.of(exact("pong", ""));
    }

    /** A watch event. */
    static List<Token> event(byte[] frame) {
        In in = new In(frame);
        in.int32();
        long zxid = in.int64();
        int error = in.int32();
        Token at = zxid == -1 ? exact("event zxid", -1) : new Token.Change("event zxid", zxid);
        String event = "type " + in.int32() + " state " + in.int32() + " path " + in.string();
        return List.of(
                exact("event", event), at, exact("event error", error), exact("left", in.left()));
    }

    /** The Stat that is next. */
    static void stat(In in, List<Token> tokens) {
        long czxid = in.int64();
        long mzxid = in.int64();
        tokens.add(new Token.Change("czxid", czxid));
        tokens.add(new Token.Change("mzxid", mzxid));
        tokens.add(new Token.Time("ctime", czxid, in.int64()));
        tokens.add(new Token.Time("mtime", mzxid, in.int64()));
        tokens.add(exact("version", in.int32()));
        tokens.add(exact("cversion", in.int32()));
        tokens.add(exact("aversion", in.int32()));
        tokens.add(new Token.Session("owner", in.int64()));
        tokens.add(exact("dataLength", in.int32()));
        tokens.add(exact("numChildren", in.int32()));
        tokens.add(new Token.Change("pzxid", in.int64()));
    }

    private static Token exact(String label, Object value) {
        return new Token.Exact(label, value);
    }

    /**
     * Whether the body tells of a change: a failed multi does not, although its header is without
     * error.
     */
    private static boolean body(int opcode, In in, List<Token> tokens) {
        switch (opcode) {
            case CREATE, SYNC -> tokens.add(exact("path", in.string()));
            case CREATE2, CREATE_CONTAINER, CREATE_TTL -> {
                tokens.add(exact("path", in.string()));
                stat(in, tokens);
            }
            case EXISTS, SET_DATA, SET_ACL -> stat(in, tokens);
            case GET_DATA -> {
                tokens.add(exact("data", show(in.buffer())));
                stat(in, tokens);
            }
            case GET_ACL -> {
                acl(in, tokens);
                stat(in, tokens);
            }
            case GET_CHILDREN -> sorted("children", in.strings(), tokens);
            case GET_CHILDREN2 -> {
                sorted("children", in.strings(), tokens);
                stat(in, tokens);
            }
            case GET_EPHEMERALS -> sorted("ephemerals", in.strings(), tokens);
            case GET_ALL_CHILDREN_NUMBER, ADD_WATCH -> tokens.add(exact("number", in.int32()));
            case WHO_AM_I -> whoAmI(in, tokens);
            case SASL -> tokens.add(exact("token", show(in.buffer())));
            case MULTI, MULTI_READ -> {
                return multi(in, tokens);
            }
            default -> tokens.add(exact("no body", ""));
        }
        return true;
    }

    private static boolean multi(In in, List<Token> tokens) {
        boolean succeeded = true;
        while (true) {
            int type = in.int32();
            boolean done = in.bool();
            int error = in.int32();
            tokens.add(exact("part", type + " " + done + " " + error));
            if (done) {
                return succeeded;
            }
            if (type == -1) {
                succeeded = false;
                tokens.add(exact("part error", in.int32()));
            } else {
                body(type, in, tokens);
            }
        }
    }

    private static void acl(In in, List<Token> tokens) {
        int count = in.int32();
        List<String> entries = new ArrayList<>();
        int digests = 0;
        for (int i = 0; i < count; i++) {
            int perms = in.int32();
            String scheme = in.string();
            digests += "digest".equals(scheme) ? 1 : 0;
            entries.add(perms + " " + scheme + " " + in.string());
        }
        // Several digest ids may stem from one "auth" entry, whose expansion has no order.
        tokens.add(exact("acl", digests > 1 ? entries.stream().sorted().toList() : entries));
    }

    private static void whoAmI(In in, List<Token> tokens) {
        int count = in.int32();
        List<String> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            users.add(in.string() + ":" + in.string());
        }
        sorted("users", users, tokens);
    }

    private static void sorted(String label, List<String> values, List<Token> tokens) {
        tokens.add(exact(label, values == null ? "null" : values.stream().sorted().toList()));
    }

    private static String show(byte[] data) {
        if (data == null) {
            return "null";
        }
        if (data.length > LONG_DATA_BYTES) {
            return data.length + " bytes of hash " + java.util.Arrays.hashCode(withoutPorts(data));
        }
        return "'" + new String(data, StandardCharsets.ISO_8859_1) + "'";
    }

    /** The list of an ensemble's members differs in their ports. */
    private static byte[] withoutPorts(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        return text.startsWith("server.1=")
                ? PORTS.matcher(text).replaceAll("$1:P:P").getBytes(StandardCharsets.ISO_8859_1)
                : data;
    }
}
