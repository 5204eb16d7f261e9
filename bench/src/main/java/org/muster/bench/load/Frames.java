package org.muster.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Whole request frames as ZooKeeper clients send them; the xid at {@link #XID_OFFSET} is patched
 * in.
 */
public final class Frames {
    /** Where a request's xid stands in its frame, in bytes. */
    public static final int XID_OFFSET = 4;

    /** How long a session's password is. */
    public static final int PASSWORD_BYTES = 16;

    private static final int CREATE = 1;
    private static final int GET_DATA = 4;
    private static final int SET_DATA = 5;
    private static final int ALL_PERMISSIONS = 31;

    private Frames() {}

    /** The handshake for a new session with this timeout. */
    public static byte[] connect(int timeoutMs) {
        return reconnect(timeoutMs, 0, new byte[PASSWORD_BYTES]);
    }

    /** The handshake that takes up a session again, which its password proves to be one's own. */
    public static byte[] reconnect(int timeoutMs, long session, byte[] password) {
        return frame(out -> {
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(timeoutMs);
            out.writeLong(session);
            out.writeInt(PASSWORD_BYTES);
            out.write(password);
            out.writeByte(0);
        });
    }

    /** Reads the data of a znode, leaving a watch if asked. */
    public static byte[] getData(String path, boolean watch) {
        return request(
                GET_DATA,
                out -> {
                    string(out, path);
                    out.writeBoolean(watch);
                });
    }

    /** Replaces the data of a znode, whatever its version. */
    public static byte[] setData(String path, byte[] data) {
        return request(
                SET_DATA,
                out -> {
                    string(out, path);
                    out.writeInt(data.length);
                    out.write(data);
                    out.writeInt(-1);
                });
    }

    /** Creates a persistent znode that everybody may use. */
    public static byte[] create(String path, byte[] data) {
        return request(
                CREATE,
                out -> {
                    string(out, path);
                    out.writeInt(data.length);
                    out.write(data);
                    out.writeInt(1);
                    out.writeInt(ALL_PERMISSIONS);
                    string(out, "world");
                    string(out, "anyone");
                    out.writeInt(0);
                });
    }

    private static byte[] request(int type, Body body) {
        return frame(out -> {
            out.writeInt(0);
            out.writeInt(type);
            body.write(out);
        });
    }

    private static byte[] frame(Body body) {
        try {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            body.write(new DataOutputStream(payload));
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            new DataOutputStream(whole).writeInt(payload.size());
            payload.writeTo(whole);
            return whole.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }
}
