package org.muster.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/** The tests' JVM has 512 MiB: what slow clients may take is a quarter of it each way. */
@Timeout(120)
class SlowClientsTest {
    private static final Bytes NO_PASSWORD = Bytes.owning(new byte[16]);
    private static final int BIG = 1_000_000;

    @TempDir Path folder;

    @Test
    void clientsThatTakeNoRepliesAreClosedBeforeTheyTakeTheMemory() throws Exception {
        try (Running server = new Running(folder, "maxClientCnxns=0");
                RawClient good = new RawClient(server.address())) {
            good.handshake(SessionId.NONE, NO_PASSWORD);
            good.call(
                    new WriteRequest.Create(
                            Op.CREATE,
                            ZPath.of("/big"),
                            Bytes.owning(new byte[BIG]),
                            Acl.OPEN,
                            0,
                            -1));
            ByteArrayOutputStream reads = new ByteArrayOutputStream();
            for (int xid = 1; xid <= 20; xid++) {
                reads.write(
                        RawClient.requestFrame(
                                xid, new ReadRequest.GetData(ZPath.of("/big"), false)));
            }
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                RawClient client = new RawClient(server.address());
                client.handshake(SessionId.NONE, NO_PASSWORD);
                client.send(reads.toByteArray());
                slow.add(client);
            }
            assertServes(good);
            assertTrue(server.told().contains("too slow for what it asks"), "some were closed");
            assertTrue(!server.told().contains("halted"), server.told());
            for (RawClient client : slow) {
                client.close();
            }
            assertServes(good);
        }
    }

    @Test
    void clientsThatNeverEndTheirFramesAreClosedBeforeTheyTakeTheMemory() throws Exception {
        try (Running server = new Running(folder, "maxClientCnxns=0");
                RawClient good = new RawClient(server.address())) {
            good.handshake(SessionId.NONE, NO_PASSWORD);
            byte[] begun = ByteBuffer.allocate(BIG).putInt(BIG).array();
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RawClient client = new RawClient(server.address());
                client.handshake(SessionId.NONE, NO_PASSWORD);
                slow.add(client);
                sendWhatIsTaken(client, begun);
            }
            assertServes(good);
            assertTrue(server.told().contains("too slow for what it asks"), "some were closed");
            assertTrue(!server.told().contains("halted"), server.told());
            for (RawClient client : slow) {
                client.close();
            }
            assertServes(good);
        }
    }

    /** The server may close the connection while it is written to. */
    private static void sendWhatIsTaken(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (IOException closed) {
            return;
        }
    }

    private static void assertServes(RawClient client) throws Exception {
        assertInstanceOf(
                Response.StatOnly.class, client.call(new ReadRequest.Exists(ZPath.of("/"), false)));
    }
}
