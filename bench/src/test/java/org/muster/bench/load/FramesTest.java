package org.muster.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FramesTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void aHandshakeIsWhatClientsSend() {
        assertEquals(
                "0000002d"
                        + "00000000"
                        + "0000000000000000"
                        + "00007530"
                        + "0000000000000000"
                        + "0000001000000000000000000000000000000000"
                        + "00",
                hex(Frames.connect(30_000)));
    }

    @Test
    void aCreateIsWhatClientsSendButForItsXid() {
        assertEquals(
                "00000038"
                        + "0000000000000001"
                        + "000000042f617070"
                        + "0000000568656c6c6f"
                        + "000000010000001f00000005776f726c6400000006616e796f6e65"
                        + "00000000",
                hex(Frames.create("/app", HELLO)));
    }

    @Test
    void aReadAndAWriteAreWhatClientsSendButForTheirXids() {
        assertEquals(
                "00000011" + "0000000000000004" + "000000042f617070" + "01",
                hex(Frames.getData("/app", true)));
        assertEquals(
                "0000001d"
                        + "0000000000000005"
                        + "000000042f617070"
                        + "0000000568656c6c6f"
                        + "ffffffff",
                hex(Frames.setData("/app", HELLO)));
    }

    @Test
    void aTablePatchesTheXidIntoACopy() {
        FrameTable table =
                new FrameTable(List.of(Frames.getData("/a", false), Frames.getData("/bc", false)));
        ByteBuffer out = ByteBuffer.allocateDirect(100);
        table.copy(1, 0x01020304, out);
        byte[] copied = new byte[out.flip().remaining()];
        out.get(copied);
        assertEquals("00000010" + "01020304" + "00000004" + "000000032f6263" + "00", hex(copied));
    }

    @Test
    void createsNumberTheirZnodesAndTakeParentsInTurn() {
        Requests.Creates creates = new Requests.Creates(List.of("/a", "/bb"), 3, 1, 7);
        assertEquals("/a/n00000000", path(creates, 1));
        assertEquals("/bb/n00000001", path(creates, 2));
        assertEquals("/a/n00000002", path(creates, 3));
        assertEquals(Requests.NONE, creates.next(ByteBuffer.allocateDirect(200), 4));
        assertEquals(3, creates.created());
    }

    @Test
    void aMixWritesItsShare() {
        Requests.Mix mix = new Requests.Mix(List.of("/a", "/b"), 1, 100, 7);
        ByteBuffer out = ByteBuffer.allocateDirect(200);
        int writes = 0;
        for (int i = 0; i < 10_000; i++) {
            out.clear();
            writes += mix.next(out, i);
        }
        assertEquals(1000, writes, 150);
    }

    private static String path(Requests.Creates creates, int xid) {
        ByteBuffer out = ByteBuffer.allocateDirect(200);
        creates.next(out, xid);
        assertEquals(xid, out.getInt(Frames.XID_OFFSET));
        byte[] path = new byte[out.getInt(12)];
        out.get(16, path);
        return new String(path, StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
