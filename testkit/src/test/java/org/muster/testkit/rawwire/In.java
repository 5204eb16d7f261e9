package org.muster.testkit.rawwire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the protocol's primitive encodings; a truncated frame ends in {@link
 * java.nio.BufferUnderflowException}.
 */
public final class In {
    private final ByteBuffer bytes;

    /** Over the payload of one frame. */
    public In(byte[] frame) {
        bytes = ByteBuffer.wrap(frame);
    }

    /** How many bytes are left. */
    public int left() {
        return bytes.remaining();
    }

    /** The next byte. */
    public int int8() {
        return bytes.get();
    }

    /** The next byte as a boolean. */
    public boolean bool() {
        return bytes.get() != 0;
    }

    /** The next four bytes. */
    public int int32() {
        return bytes.getInt();
    }

    /** The next eight bytes. */
    public long int64() {
        return bytes.getLong();
    }

    /** A buffer, or null. */
    public byte[] buffer() {
        int length = bytes.getInt();
        if (length == -1) {
            return null;
        }
        byte[] value = new byte[Math.min(length, bytes.remaining() + 1)];
        bytes.get(value);
        return value;
    }

    /**
     * A string, or null; the six-byte form of supplementary characters is understood like the
     * four-byte one.
     */
    public String string() {
        byte[] value = buffer();
        return value == null ? null : decode(value);
    }

    /** A vector of strings, or null. */
    public List<String> strings() {
        int count = bytes.getInt();
        if (count == -1) {
            return null;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(string());
        }
        return values;
    }

    private static String decode(byte[] utf8) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = 0; at + 5 < utf8.length; at++) {
            if (isSurrogate(utf8, at, 0xa0) && isSurrogate(utf8, at + 3, 0xb0)) {
                text.append(new String(utf8, from, at - from, StandardCharsets.UTF_8));
                text.append(unit(utf8, at)).append(unit(utf8, at + 3));
                at += 5;
                from = at + 1;
            }
        }
        return text.append(new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8))
                .toString();
    }

    private static boolean isSurrogate(byte[] utf8, int at, int second) {
        return (utf8[at] & 0xff) == 0xed && (utf8[at + 1] & 0xf0) == second;
    }

    private static char unit(byte[] utf8, int at) {
        return (char) (0xd000 | ((utf8[at + 1] & 0x3f) << 6) | (utf8[at + 2] & 0x3f));
    }
}
