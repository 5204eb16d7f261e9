package org.muster.storage.name;

import java.util.OptionalLong;

/** The one accepted spelling of a zxid in a file name: lower-case hex without leading zeros. */
final class HexName {
    private static final int MAX_DIGITS = 16;

    private HexName() {}

    /** The number that {@code text} spells canonically; empty if it is not one below 2^63. */
    static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value << 4 | digit;
        }
        boolean canonical = value >= 0 && Long.toHexString(value).equals(text);
        return canonical ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
