package org.muster.client;

import org.muster.model.ZPath;

/** Between the paths a program names and those the servers know; empty for no difference. */
record Chroot(String prefix) {
    private static final ZPath SYSTEM = ZPath.of("/zookeeper");

    static final Chroot NONE = new Chroot("");

    /** A chroot within this one. */
    Chroot at(String path) {
        if (!ZPath.of(path).isValid()) {
            throw badPath(path);
        }
        return path.equals("/") ? this : new Chroot(prefix + path);
    }

    /** The servers' name of a path. */
    ZPath toServer(String path) {
        check(path, path);
        return prefixed(path, path.equals("/") ? "" : path);
    }

    /** The same for a name that the server appends a number to, which may be empty before. */
    ZPath toServerStem(String path) {
        check(path, path + "0");
        return prefixed(path, path);
    }

    private static void check(String path, String judged) {
        if (!ZPath.of(judged).isValid()) {
            throw badPath(path);
        }
    }

    private ZPath prefixed(String path, String below) {
        ZPath plain = ZPath.of(path);
        return prefix.isEmpty() || plain.isAtOrBelow(SYSTEM) ? plain : ZPath.of(prefix + below);
    }

    /** The program's name of a path that a server tells. */
    String toClient(ZPath path) {
        String text = path.toString();
        if (prefix.isEmpty() || !path.isAtOrBelow(ZPath.of(prefix))) {
            return text;
        }
        return text.length() == prefix.length() ? "/" : text.substring(prefix.length());
    }

    private static MusterException badPath(String path) {
        return Problem.of(Code.BAD_PATH, Outcome.NOT_APPLIED, path, "it cannot name a node")
                .exception();
    }
}
