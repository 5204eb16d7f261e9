package org.muster.testkit.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.testkit.rawwire.In;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;

/**
 * Every node of a server as the super user sees it: data, Stat and ACL exactly, children sorted.
 */
public final class TreeDump {
    private static final int DEADLINE_MS = 20_000;

    private TreeDump() {}

    /** Each path with what is there. */
    public static Map<String, String> of(int port) throws IOException {
        Map<String, String> nodes = new TreeMap<>();
        try (Link link = new Link(port, DEADLINE_MS)) {
            link.send(hello(0, new byte[16]));
            link.frame();
            byte[] login = "super:secret".getBytes(StandardCharsets.UTF_8);
            ask(link, Opcode.AUTH, new Out().int32(0).string("digest").buffer(login));
            Deque<String> paths = new ArrayDeque<>(List.of("/"));
            while (!paths.isEmpty()) {
                String path = paths.remove();
                Out watched = new Out().string(path).bool(false);
                String data = HexFormat.of().formatHex(ask(link, Opcode.GET_DATA, watched));
                byte[] acl = ask(link, Opcode.GET_ACL, new Out().string(path));
                List<String> children = new In(ask(link, Opcode.GET_CHILDREN, watched)).strings();
                children.sort(null);
                if (!path.endsWith("/zookeeper_stats")) {
                    nodes.put(path, data + " " + HexFormat.of().formatHex(acl) + " " + children);
                }
                for (String child : children) {
                    paths.add((path.equals("/") ? "" : path) + "/" + child);
                }
            }
            link.send(new Out().int32(1).int32(Opcode.CLOSE_SESSION).toFrame());
            link.frame();
        }
        return nodes;
    }

    /** What differs between two dumps, one line a node; empty if nothing does. */
    public static String difference(Map<String, String> expected, Map<String, String> actual) {
        StringBuilder text = new StringBuilder();
        TreeSet<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(actual.keySet());
        for (String path : paths) {
            if (!Objects.equals(expected.get(path), actual.get(path))) {
                text.append(path).append(" was ").append(expected.get(path));
                text.append("\n    but is ").append(actual.get(path)).append('\n');
            }
        }
        return text.toString();
    }

    /** Whether a session can be re-attached with a password; the connection is dropped again. */
    static boolean reattaches(int port, long session, byte[] password) throws IOException {
        try (Link link = new Link(port, DEADLINE_MS)) {
            link.send(hello(session, password));
            In answer = new In(link.frame());
            answer.int32();
            return answer.int32() > 0 && answer.int64() == session;
        }
    }

    private static byte[] hello(long session, byte[] password) {
        Out out = new Out().int32(0).int64(0).int32(Handshake.TIMEOUT_MS).int64(session);
        return out.buffer(password).bool(false).toFrame();
    }

    private static byte[] ask(Link link, int opcode, Out record) throws IOException {
        link.send(new Out().int32(1).int32(opcode).raw(record.toBytes()).toFrame());
        byte[] reply = link.frame();
        int error = new In(Arrays.copyOfRange(reply, 12, 16)).int32();
        if (error != 0) {
            throw new IOException("operation " + opcode + " fails with " + error);
        }
        return Arrays.copyOfRange(reply, 16, reply.length);
    }
}
