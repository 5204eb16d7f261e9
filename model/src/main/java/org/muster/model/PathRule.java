package org.muster.model;

/**
 * Which texts may name a znode, decided on UTF-8 bytes in one pass, without decoding.
 *
 * <p>Source: client protocol, path validation. Forbidden are the control characters (up to U+001F,
 * U+007F to U+009F), everything from U+D800 to U+F8FF (surrogates, hence every character above
 * U+FFFF, and the private-use block) and U+FFF0 to U+FFFF.
 */
final class PathRule {
    private PathRule() {}

    static boolean accepts(byte[] utf8) {
        int n = utf8.length;
        if (n == 0 || utf8[0] != '/') {
            return false;
        }
        if (n == 1) {
            return true;
        }
        int componentStart = 1;
        for (int i = 1; i < n; i++) {
            byte b = utf8[i];
            if (b > '/' && b != 0x7f) {
                continue; // most characters of most paths: one comparison decides
            }
            if (b == '/') {
                if (!isComponent(utf8, componentStart, i)) {
                    return false;
                }
                componentStart = i + 1;
            } else if (b >= 0 ? b < 0x20 || b == 0x7f : isForbiddenSequence(utf8, i)) {
                return false;
            }
        }
        return isComponent(utf8, componentStart, n);
    }

    private static boolean isComponent(byte[] utf8, int from, int to) {
        return switch (to - from) {
            case 0 -> false;
            case 1 -> utf8[from] != '.';
            case 2 -> utf8[from] != '.' || utf8[from + 1] != '.';
            default -> true;
        };
    }

    /** Looks at a lead byte; continuation bytes are judged with their lead. */
    private static boolean isForbiddenSequence(byte[] utf8, int at) {
        int lead = utf8[at] & 0xff;
        if (lead < 0xc2) {
            return false;
        }
        int second = at + 1 < utf8.length ? utf8[at + 1] & 0xff : 0;
        int third = at + 2 < utf8.length ? utf8[at + 2] & 0xff : 0;
        return switch (lead) {
            case 0xc2 -> second <= 0x9f; // U+0080 to U+009F
            case 0xed -> second >= 0xa0; // U+D800 to U+DFFF
            case 0xee -> true; // U+E000 to U+EFFF
            case 0xef -> second < 0xa4 || (second == 0xbf && third >= 0xb0);
            default -> lead >= 0xf0; // above U+FFFF
        };
    }
}
