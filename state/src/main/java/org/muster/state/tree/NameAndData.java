package org.muster.state.tree;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/**
 * A znode's name and data in one array, which saves an object and its padding for each znode.
 *
 * <p>First comes one byte: its top bit says that the data is null, the others are the length of the
 * name, or 127 if a four-byte length follows. Then the name, then the data up to the end.
 */
final class NameAndData {
    private static final int NULL_DATA = 0x80;
    private static final int LONG_NAME = 0x7f;

    private NameAndData() {}

    /** The name is what {@code path} holds in {@code [from, to)}. */
    static byte[] of(ZPath path, int from, int to, @Nullable Bytes data) {
        byte[] content = allocate(to - from, data == null ? -1 : data.length());
        path.copyRange(from, to, content, nameStart(content));
        if (data != null) {
            data.copyTo(content, dataStart(content));
        }
        return content;
    }

    /** The same name with other data. */
    static byte[] withData(byte[] old, @Nullable Bytes data) {
        int nameLength = nameLength(old);
        byte[] content = allocate(nameLength, data == null ? -1 : data.length());
        System.arraycopy(old, nameStart(old), content, nameStart(content), nameLength);
        if (data != null) {
            data.copyTo(content, dataStart(content));
        }
        return content;
    }

    private static byte[] allocate(int nameLength, int dataLength) {
        int flag = dataLength < 0 ? NULL_DATA : 0;
        int data = Math.max(dataLength, 0);
        if (nameLength < LONG_NAME) {
            byte[] content = new byte[1 + nameLength + data];
            content[0] = (byte) (flag | nameLength);
            return content;
        }
        byte[] content = new byte[5 + nameLength + data];
        content[0] = (byte) (flag | LONG_NAME);
        content[1] = (byte) (nameLength >> 24);
        content[2] = (byte) (nameLength >> 16);
        content[3] = (byte) (nameLength >> 8);
        content[4] = (byte) nameLength;
        return content;
    }

    static int nameStart(byte[] content) {
        return (content[0] & LONG_NAME) == LONG_NAME ? 5 : 1;
    }

    static int nameLength(byte[] content) {
        int length = content[0] & LONG_NAME;
        if (length < LONG_NAME) {
            return length;
        }
        return (content[1] & 0xff) << 24
                | (content[2] & 0xff) << 16
                | (content[3] & 0xff) << 8
                | (content[4] & 0xff);
    }

    static int dataStart(byte[] content) {
        return nameStart(content) + nameLength(content);
    }

    static int dataLength(byte[] content) {
        return content.length - dataStart(content);
    }

    static boolean hasData(byte[] content) {
        return content[0] >= 0;
    }
}
