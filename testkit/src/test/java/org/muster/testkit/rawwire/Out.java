package org.muster.testkit.rawwire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the protocol's primitive encodings; knows nothing of Muster's own codecs, against which it
 * testifies.
 */
public final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Appends one byte. */
    public Out int8(int value) {
        bytes.write(value);
        return this;
    }

    /** Appends a boolean as 00 or 01. */
    public Out bool(boolean value) {
        return int8(value ? 1 : 0);
    }

    /** Appends four bytes, the most significant first. */
    public Out int32(int value) {
        return int8(value >>> 24).int8(value >>> 16).int8(value >>> 8).int8(value);
    }

    /** Appends eight bytes, the most significant first. */
    public Out int64(long value) {
        return int32((int) (value >>> 32)).int32((int) value);
    }

    /** Appends a length and the bytes; null is the length −1. */
    public Out buffer(byte[] value) {
        if (value == null) {
            return int32(-1);
        }
        return int32(value.length).raw(value);
    }

    /** Appends a string as UTF-8 with its length; null is the length −1. */
    public Out string(String value) {
        return buffer(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends bytes as they are. */
    public Out raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /** All that was written. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** All that was written, behind its length. */
    public byte[] toFrame() {
        return new Out().buffer(toBytes()).toBytes();
    }
}
