package org.muster.sim.check;

/** The path rules of the client protocol, on text. */
final class Paths {
    private Paths() {}

    /** The text before the last slash, "/" for a child of the root. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** Whether a znode may be called so. */
    static boolean isValid(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        if (path.equals("/")) {
            return true;
        }
        for (String part : path.substring(1).split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return path.chars().noneMatch(Paths::isForbidden);
    }

    /** Whether it has a slash and no NUL: what create and delete ask first. */
    static boolean isPathLike(String path) {
        return path.indexOf('/') >= 0 && path.indexOf('\0') < 0;
    }

    private static boolean isForbidden(int c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0xd800 && c <= 0xf8ff)
                || (c >= 0xfff0 && c <= 0xffff);
    }
}
