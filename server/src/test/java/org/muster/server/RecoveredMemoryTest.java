package org.muster.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;

/** The state that a start recovered is let go as soon as newer ones take its place. */
@Timeout(60)
class RecoveredMemoryTest {
    private static final Bytes NO_PASSWORD = Bytes.owning(new byte[16]);
    private static final int ZNODES = 40;
    private static final int DATA_BYTES = 500_000;

    @TempDir Path folder;

    @Test
    void whatIsDeletedAfterAStartLeavesMemory() throws Exception {
        try (Running server = new Running(folder);
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, NO_PASSWORD);
            for (int i = 0; i < ZNODES; i++) {
                Bytes data = Bytes.owning(new byte[DATA_BYTES]);
                client.call(new WriteRequest.Create(Op.CREATE, znode(i), data, Acl.OPEN, 0, -1));
            }
        }
        try (Running server = new Running(folder);
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, NO_PASSWORD);
            long wanted = usedBytes() - (long) ZNODES * DATA_BYTES / 2;
            for (int i = 0; i < ZNODES; i++) {
                client.call(new WriteRequest.Delete(znode(i), -1));
            }
            long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            long used = usedBytes();
            while (used > wanted) {
                assertTrue(System.nanoTime() < deadlineNs, used + " bytes are not " + wanted);
                used = usedBytes();
            }
        }
    }

    private static ZPath znode(int i) {
        return ZPath.of("/n" + i);
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
