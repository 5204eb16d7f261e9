package org.muster.state.auth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ids of the scheme ip: an address, perhaps with the number of bits that count. */
final class IpRange {
    private static final int V6_GROUPS = 8;

    /** A range that holds no address. */
    static final IpRange NOTHING = new IpRange(new byte[0], 0);

    private final byte[] base;
    private final int bits;

    private IpRange(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /** The range that {@code text} names; {@link #NOTHING} if it is not legal. */
    static IpRange of(String text) {
        int slash = text.indexOf('/');
        byte[] base = address(slash < 0 ? text : text.substring(0, slash));
        if (base == null) {
            return NOTHING;
        }
        int bits = slash < 0 ? base.length * 8 : bits(text, slash, base);
        return bits < 0 ? NOTHING : new IpRange(base, bits);
    }

    /** Whether {@code text} is an IPv4 or IPv6 address, perhaps with {@code /bits}. */
    static boolean isLegal(String text) {
        return of(text).base.length > 0;
    }

    /** Whether the address, of the same family, lies in this range. */
    boolean holds(byte[] address) {
        return base.length > 0 && base.length == address.length && sharesBits(base, address, bits);
    }

    private static boolean sharesBits(byte[] one, byte[] other, int bits) {
        int whole = bits / 8;
        if (!Arrays.equals(one, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((one[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
    }

    private static int bits(String text, int slash, byte[] address) {
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        int bits = number(digits, 10);
        return bits <= address.length * 8 ? bits : -1;
    }

    /** The value of digits only, or -1. */
    private static int number(String digits, int radix) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0 || digits.charAt(i) > 'f') {
                return -1;
            }
            value = value * radix + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    /** The bytes of an IPv4 or IPv6 address, null if the text is none. */
    static byte @Nullable [] address(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    private static byte @Nullable [] parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = parts[i].length() > 3 ? -1 : number(parts[i], 10);
            if (value < 0 || value > 255) {
                return null;
            }
            address[i] = (byte) value;
        }
        return address;
    }

    private static byte @Nullable [] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text);
            return groups == null || groups.length != V6_GROUPS ? null : v6(groups, groups.length);
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        int[] head = groups(text.substring(0, gap));
        int[] tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length >= V6_GROUPS) {
            return null;
        }
        int[] all = Arrays.copyOf(head, V6_GROUPS);
        System.arraycopy(tail, 0, all, V6_GROUPS - tail.length, tail.length);
        return v6(all, V6_GROUPS);
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            groups[i] = parts[i].length() > 4 ? -1 : number(parts[i], 16);
            if (groups[i] < 0) {
                return null;
            }
        }
        return groups;
    }

    private static byte[] v6(int[] groups, int count) {
        byte[] address = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            address[2 * i] = (byte) (groups[i] >> 8);
            address[2 * i + 1] = (byte) groups[i];
        }
        return address;
    }
}
