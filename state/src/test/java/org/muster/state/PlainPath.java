package org.muster.state;

/** The rule for paths, looked at as UTF-16, as the protocol words it. */
final class PlainPath {
    private PlainPath() {}

    static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    static boolean isValid(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        if (path.length() == 1) {
            return true;
        }
        for (String part : path.substring(1).split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return path.chars()
                .noneMatch(c ->
                        c <= 0x1f
                                || (c >= 0x7f && c <= 0x9f)
                                || (c >= 0xd800 && c <= 0xf8ff)
                                || c >= 0xfff0);
    }
}
