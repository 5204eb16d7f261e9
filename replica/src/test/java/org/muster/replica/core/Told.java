package org.muster.replica.core;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.replica.Frames;

/** What clients of an ensemble say and hear; zxids are left to whoever leads. */
final class Told {
    private Told() {}

    /** Heads of replies as "xid code". */
    static List<String> codes(List<String> heads) {
        return heads.stream()
                .map(head -> head.split(" ", -1))
                .map(parts -> parts[0] + " " + parts[parts.length - 1])
                .toList();
    }

    static String create2(int xid, String path) {
        return Frames.of(xid, create(Op.CREATE2, path));
    }

    static String multi(int xid, String... paths) {
        List<WriteRequest> ops = new ArrayList<>();
        for (String path : paths) {
            ops.add(create(Op.CREATE, path));
        }
        return Frames.of(xid, new WriteRequest.Multi(ops));
    }

    static String setAcl(int xid, String path, List<Acl> acl) {
        return Frames.of(xid, new WriteRequest.SetAcl(ZPath.of(path), acl, -1));
    }

    private static WriteRequest create(Op op, String path) {
        return new WriteRequest.Create(op, ZPath.of(path), Bytes.EMPTY, Acl.OPEN, 0, -1);
    }

    /** A port of {@code type} all of whose calls go to {@code listener}, by name and arguments. */
    static <T> T port(Class<T> type, BiFunction<String, List<Object>, Object> listener) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) ->
                                listener.apply(method.getName(), List.of(arguments(arguments)))));
    }

    private static Object[] arguments(Object[] arguments) {
        return arguments == null ? new Object[0] : arguments;
    }
}
