package org.muster.testkit.differential;

import static org.muster.testkit.rawwire.Opcode.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.muster.testkit.differential.Body.Entry;
import org.muster.testkit.differential.Body.Part;

/** Draws requests. */
final class CallGenerator {
    private static final List<Integer> UNKNOWN_OPCODES =
            List.of(0, -1, 10, 13, 23, 99, 108, 999, -9, -12, Integer.MAX_VALUE, Integer.MIN_VALUE);

    private final Draw draw;
    private final Values values;

    CallGenerator(Draw draw, Values values) {
        this.draw = draw;
        this.values = values;
    }

    Call write() {
        int kind = draw.below(100);
        if (kind < 46) {
            return call(create());
        } else if (kind < 60) {
            return call(delete());
        } else if (kind < 77) {
            return call(setData());
        } else if (kind < 84) {
            return setAcl();
        } else if (kind < 99) {
            return multi();
        }
        Body body = (out, blanks) -> out.string("").string("").string(null).int64(-1);
        return Call.of("reconfig", RECONFIG, body);
    }

    Call read() {
        String path = values.path();
        boolean watch = draw.chance(35);
        return switch (draw.below(12)) {
            case 0, 1, 2 -> watched("exists", EXISTS, path, watch);
            case 3, 4, 5 -> watched("getData", GET_DATA, path, watch);
            case 6 -> watched("getChildren", GET_CHILDREN, path, watch);
            case 7, 8 -> watched("getChildren2", GET_CHILDREN2, path, watch);
            case 9 -> Call.of("getACL " + path, GET_ACL, Body.path(path));
            case 10 -> counting(path);
            default -> multiRead();
        };
    }

    Call watchOperation() {
        String path = values.givenPath();
        int type = draw.chance(95) ? 1 + draw.below(5) : draw.of(0, 6, -1);
        int mode = draw.chance(95) ? draw.below(2) : draw.of(2, -1);
        return switch (draw.below(8)) {
            case 0, 1, 2 -> {
                String mayBeNull = draw.chance(3) ? null : path;
                Body body = Body.numbered(mayBeNull, mode);
                yield Call.of("addWatch " + mayBeNull + " mode " + mode, ADD_WATCH, body);
            }
            case 3, 4 -> {
                Body body = Body.numbered(path, type);
                yield Call.of("removeWatches " + path + " type " + type, REMOVE_WATCHES, body);
            }
            case 5 -> {
                Body body = Body.numbered(path, type);
                yield Call.of("checkWatches " + path + " type " + type, CHECK_WATCHES, body);
            }
            default -> setWatches();
        };
    }

    Call sessionOperation() {
        return switch (draw.below(6)) {
            case 0, 1 -> Call.of("ping", PING, Body.EMPTY);
            case 2 -> {
                String path = draw.chance(50) ? values.path() : values.oddPath();
                yield Call.of("sync " + path, SYNC, Body.path(path));
            }
            case 3 -> Call.of("whoAmI", WHO_AM_I, Body.EMPTY);
            default -> {
                String prefix = draw.of("/", "/@", "/@/a", "/@/a/x", "", " ", "nope", null);
                yield Call.of("getEphemerals " + prefix, GET_EPHEMERALS, Body.path(prefix));
            }
        };
    }

    /**
     * A request with its record damaged; never one whose damage could be fatal to the reference.
     */
    Call damaged() {
        Call call =
                switch (draw.below(5)) {
                    case 0, 1 -> read();
                    case 2 -> watchOperation();
                    default -> write();
                };
        if (call.text().contains("createTTL")) {
            return call;
        }
        Call.Damage.Kind kind =
                draw.of(
                        Call.Damage.Kind.TRUNCATE,
                        Call.Damage.Kind.TRUNCATE,
                        Call.Damage.Kind.REPLACE_BYTE,
                        Call.Damage.Kind.REPLACE_INT,
                        Call.Damage.Kind.APPEND);
        if (isListOfPaths(call.opcode())) {
            // Any other damage may make a path in the middle empty, which is tested on its own.
            kind = draw.of(Call.Damage.Kind.TRUNCATE, Call.Damage.Kind.APPEND);
        }
        int value = draw.of(-1, -2, 0, 1, 255, 128, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20);
        return call.damaged(new Call.Damage(kind, draw.below(1 << 16), value));
    }

    private static boolean isListOfPaths(int opcode) {
        return opcode == MULTI_READ || opcode == SET_WATCHES || opcode == SET_WATCHES2;
    }

    Call auth() {
        String data = draw.of("bob:pw", "bob:pw", "ann:pw", "ann", ":", "super:secret");
        return draw.chance(90) ? auth("digest", data) : auth("ip", data);
    }

    Call failingAuth() {
        return switch (draw.below(5)) {
            case 0 -> auth("world", "anyone").closing();
            case 1 -> auth("bogus", "x").closing();
            case 2 -> auth(null, "x").closing();
            case 3 -> Call.of("auth digest null", AUTH, Body.auth("digest", null)).closing();
            default -> Call.of("auth undecodable", AUTH, (out, blanks) -> out.int32(0)).closing();
        };
    }

    Call unknown() {
        int opcode = draw.from(UNKNOWN_OPCODES);
        return Call.of("opcode " + opcode, opcode, Body.numbered("/@/a", -1)).closing();
    }

    /** A container with the flags of an ephemeral; to be sent alone. */
    Call oddContainer() {
        int flags = draw.of(1, 3);
        return call(create(CREATE_CONTAINER, flags, 0, values.createPath(flags)));
    }

    /** A request with an ACL entry without id; the rest of it is in order. To be sent alone. */
    Call aclWithoutId() {
        List<Entry> acl = values.aclWithoutId();
        if (draw.chance(50)) {
            return Call.of("setACL /@/a " + acl, SET_ACL, Body.setAcl("/@/a", acl, -1));
        }
        return Call.of("create /@/n " + acl, CREATE, Body.create("/@/n", null, acl, 0));
    }

    Call sasl() {
        return Call.of("sasl", SASL, (out, blanks) -> out.buffer(new byte[] {1, 2}));
    }

    static Call closeSession() {
        return Call.of("closeSession", CLOSE_SESSION, Body.EMPTY).closing();
    }

    private static Call auth(String scheme, String data) {
        Body body = Body.auth(scheme, data.getBytes(StandardCharsets.UTF_8));
        return Call.of("auth " + scheme + " " + data, AUTH, body);
    }

    private static Call call(Part part) {
        return Call.of(part.text(), part.opcode(), part.body());
    }

    private static Call watched(String name, int opcode, String path, boolean watch) {
        return Call.of(
                name + " " + path + (watch ? " watch" : ""), opcode, Body.watched(path, watch));
    }

    private static Call counting(String path) {
        return Call.of("getAllChildrenNumber " + path, GET_ALL_CHILDREN_NUMBER, Body.path(path));
    }

    private Part create() {
        int opcode = draw.of(CREATE, CREATE, CREATE2, CREATE2, CREATE_CONTAINER, CREATE_TTL);
        int flags = draw.chance(97) ? values.flags() : draw.of(4, 5, 6, 7, -1);
        long ttl = 0;
        if (opcode == CREATE_CONTAINER) {
            // With an ephemeral's flags the reference refuses children for as long as the create is
            // in flight.
            flags = draw.of(0, 0, 2, 4);
        } else if (opcode == CREATE_TTL) {
            flags = draw.chance(95) ? draw.of(5, 6) : flags;
            boolean legal = (flags != 5 && flags != 6) || draw.chance(90);
            ttl = legal ? 1_000_000 : draw.of(0L, -1L, 1L << 40, (1L << 40) - 1);
        }
        return create(opcode, flags, ttl, values.createPath(flags));
    }

    private Part create(int opcode, int flags, long ttl, String path) {
        byte[] data = values.data();
        List<Entry> acl = values.acl();
        Body body = Body.create(path, data, acl, flags);
        String text = path + " " + Values.show(data) + " " + Values.show(acl) + " flags " + flags;
        return switch (opcode) {
            case CREATE -> new Part("create " + text, opcode, body);
            case CREATE2 -> new Part("create2 " + text, opcode, body);
            case CREATE_CONTAINER -> new Part("createContainer " + text, opcode, body);
            default -> new Part("createTTL " + text + " " + ttl, opcode, Body.createTtl(body, ttl));
        };
    }

    private Part delete() {
        String path = values.path();
        int version = values.version();
        return new Part("delete " + path + " v" + version, DELETE, Body.numbered(path, version));
    }

    private Part setData() {
        String path = values.path();
        byte[] data = values.data();
        int version = values.version();
        String text = "setData " + path + " " + Values.show(data) + " v" + version;
        return new Part(text, SET_DATA, Body.setData(path, data, version));
    }

    private Part check() {
        String path = values.path();
        int version = values.version();
        return new Part("check " + path + " v" + version, CHECK, Body.numbered(path, version));
    }

    private Call setAcl() {
        String path = values.path();
        List<Entry> acl = draw.chance(40) ? List.of(Entry.OPEN) : values.acl();
        int version = values.version();
        String text = "setACL " + path + " " + Values.show(acl) + " v" + version;
        return Call.of(text, SET_ACL, Body.setAcl(path, acl, version));
    }

    private Call multi() {
        List<Part> parts = new ArrayList<>();
        for (int i = draw.below(6); i > 0; i--) {
            parts.add(
                    switch (draw.below(8)) {
                        case 0, 1, 2, 3 -> create();
                        case 4 -> delete();
                        case 5, 6 -> setData();
                        default -> check();
                    });
        }
        if (draw.chance(3)) {
            parts.add(readPart());
        }
        return multi("multi", MULTI, parts);
    }

    private Call multiRead() {
        List<Part> parts = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) {
            parts.add(readPart());
        }
        if (draw.chance(3)) {
            parts.add(draw.chance(50) ? check() : setData());
        }
        return multi("multiRead", MULTI_READ, parts);
    }

    private Part readPart() {
        String path = values.path();
        boolean watch = draw.chance(30);
        return draw.chance(50)
                ? new Part("getData " + path, GET_DATA, Body.watched(path, watch))
                : new Part("getChildren " + path, GET_CHILDREN, Body.watched(path, watch));
    }

    private static Call multi(String name, int opcode, List<Part> parts) {
        return Call.of(
                name + " " + parts.stream().map(Part::text).toList(), opcode, Body.multi(parts));
    }

    private Call setWatches() {
        boolean second = draw.chance(50);
        List<List<String>> lists = new ArrayList<>();
        for (int i = second ? 5 : 3; i > 0; i--) {
            lists.add(values.paths());
        }
        int back = draw.below(6) - 1;
        String text = (second ? "setWatches2 since -" : "setWatches since -") + back + " " + lists;
        return Call.of(text, second ? SET_WATCHES2 : SET_WATCHES, Body.setWatches(back, lists));
    }

    /** A few nodes to begin with. */
    List<Call> plainTree() {
        return Stream.of("/@/a", "/@/b", "/@/a/x", "/@/日本", "/@/a/x/1")
                .map(path -> plainCreate(path, new byte[] {'0'}))
                .toList();
    }

    /** The steps that put a quota on a part of the tree. */
    List<Call> quota() {
        String root = values.quotaRoot();
        List<Call> calls = new ArrayList<>();
        StringBuilder at = new StringBuilder("/zookeeper/quota");
        for (String name : Arrays.stream(root.split("/")).skip(1).toList()) {
            calls.add(plainCreate(at.append('/').append(name).toString(), new byte[0]));
        }
        Call limits = plainCreate(at + "/zookeeper_limits", values.limits());
        Call usage = plainCreate(at + "/zookeeper_stats", values.usage());
        calls.addAll(draw.chance(80) ? List.of(limits, usage) : List.of(usage, limits));
        return calls;
    }

    /** A request about a quota that may be there. */
    Call aboutQuota() {
        String at = "/zookeeper/quota" + values.quotaRoot();
        String limits = at + "/zookeeper_limits";
        String usage = at + "/zookeeper_stats";
        return switch (draw.below(12)) {
            case 0 -> write(limits, values.limits());
            case 1 -> write(usage, values.usage());
            case 2 -> Call.of("delete " + limits, DELETE, Body.numbered(limits, -1));
            case 3 -> Call.of("delete " + usage, DELETE, Body.numbered(usage, -1));
            case 4 -> plainCreate(limits, values.limits());
            case 5 -> plainCreate(usage, values.usage());
            case 6 -> watched("getData", GET_DATA, limits, true);
            default -> watched("getData", GET_DATA, usage, draw.chance(30));
        };
    }

    private static Call plainCreate(String path, byte[] data) {
        Body body = Body.create(path, data, List.of(Entry.OPEN), 0);
        String shown = data == null ? "null" : new String(data, StandardCharsets.UTF_8);
        return Call.of("create " + path + " '" + shown + "'", CREATE, body);
    }

    private static Call write(String path, byte[] data) {
        String shown = data == null ? "null" : new String(data, StandardCharsets.UTF_8);
        return Call.of(
                "setData " + path + " '" + shown + "'", SET_DATA, Body.setData(path, data, -1));
    }
}
