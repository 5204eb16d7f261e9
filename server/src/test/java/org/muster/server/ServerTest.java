package org.muster.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.ConnectResponse;

@Timeout(60)
class ServerTest {
    private static final Bytes NO_PASSWORD = Bytes.owning(new byte[16]);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "muster.transport=nio",
                "muster.transport=epoll",
                "muster.transport=auto",
                "muster.logThread=own",
                "muster.logThread=shared",
                "muster.frontLoops=3",
                "flushDelay=2",
                "preAllocSize=0",
                "forceSync=no",
            })
    void whatIsWrittenIsReadBackAndSurvivesARestart(String setting) throws Exception {
        ConnectResponse session;
        try (Running server = new Running(folder, setting);
                RawClient client = new RawClient(server.address())) {
            session = client.handshake(SessionId.NONE, NO_PASSWORD);
            assertEquals(30_000, session.timeoutMs());
            client.call(create("/a", "hello", 0));
            client.call(create("/a/e", "", 1));
            Response.DataAndStat read =
                    assertInstanceOf(
                            Response.DataAndStat.class,
                            client.call(new ReadRequest.GetData(ZPath.of("/a"), false)));
            assertEquals(Bytes.utf8("hello"), read.data());
            assertEquals(1, read.stat().numChildren());
        }
        try (Running server = new Running(folder, setting);
                RawClient client = new RawClient(server.address())) {
            ConnectResponse again = client.handshake(session.session(), session.password());
            assertEquals(session.session(), again.session());
            assertEquals(
                    List.of(ZPath.of("/a/e")),
                    assertInstanceOf(
                                    Response.Ephemerals.class,
                                    client.call(new ReadRequest.GetEphemerals(ZPath.of("/"))))
                            .paths());
            client.call(new WriteRequest.CloseSession());
            assertEquals("", client.rest());
        }
    }

    @Test
    void sessionsThatApacheOpenedKeepTheirPasswordThroughEveryRestart() throws Exception {
        SessionId apaches;
        try (Running server = new Running(folder);
                RawClient client = new RawClient(server.address())) {
            apaches = client.handshake(SessionId.NONE, NO_PASSWORD).session();
        }
        // Without Muster's memory of it the directory is one that Apache left.
        Files.delete(folder.resolve("version-2").resolve("muster.meta"));
        List<SessionId> own = new ArrayList<>();
        for (int start = 0; start < 3; start++) {
            try (Running server = new Running(folder);
                    RawClient client = new RawClient(server.address());
                    RawClient fresh = new RawClient(server.address())) {
                Bytes password = formula(apaches);
                ConnectResponse again = client.handshake(apaches, password);
                assertEquals(apaches, again.session());
                assertEquals(password, again.password());
                for (SessionId id : own) {
                    try (RawClient forger = new RawClient(server.address())) {
                        assertEquals(0, forger.handshake(id, formula(id)).timeoutMs());
                    }
                }
                own.add(fresh.handshake(SessionId.NONE, NO_PASSWORD).session());
            }
        }
    }

    /** The password that the reference derives from a session's id. */
    private static Bytes formula(SessionId session) {
        byte[] password = new byte[16];
        new java.util.Random(session.value() ^ 0xB3415C00L).nextBytes(password);
        return Bytes.owning(password);
    }

    @Test
    void requestsSentBehindTheHandshakeAreAnsweredInOrder() throws Exception {
        try (Running server = new Running(folder);
                RawClient client = new RawClient(server.address())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(RawClient.handshakeFrame(SessionId.NONE, NO_PASSWORD));
            for (int xid = 1; xid <= 100; xid++) {
                all.write(
                        RawClient.requestFrame(
                                xid,
                                xid % 3 == 0
                                        ? new ReadRequest.Exists(ZPath.of("/"), false)
                                        : create("/n", "x", 2)));
            }
            client.send(all.toByteArray());
            client.frame();
            for (int xid = 1; xid <= 100; xid++) {
                byte[] reply = client.frame();
                assertEquals(xid, reply[3]);
                assertEquals(0, reply[15], "no error");
            }
        }
    }

    @Test
    void aDirectoryInUseIsRefused() throws Exception {
        try (Running server = new Running(folder)) {
            assertFalse(server.told().contains("ERROR"));
            StartException refusal =
                    assertThrows(StartException.class, () -> new Running(folder).close());
            assertEquals(3, refusal.exitCode());
            assertTrue(refusal.getMessage().contains("is in use"), refusal.getMessage());
        }
        new Running(folder).close();
    }

    @Test
    void aPortInUseIsRefusedAndTheDirectoryIsFreeAgain() throws Exception {
        try (Running server = new Running(folder.resolve("one"))) {
            String port = "clientPort=" + server.address().getPort();
            Path second = folder.resolve("two");
            StartException refusal =
                    assertThrows(StartException.class, () -> new Running(second, port).close());
            assertEquals(1, refusal.exitCode());
            assertTrue(refusal.getMessage().contains("in use"), refusal.getMessage());
            new Running(second).close();
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        StartException refusal =
                assertThrows(StartException.class, () -> new Running(file).close());
        assertEquals(3, refusal.exitCode());
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    @Test
    void damagedDataIsNotServedAndTheLineNamesFileAndRemedy() throws Exception {
        try (Running server = new Running(folder);
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, NO_PASSWORD);
            for (int i = 0; i < 20; i++) {
                client.call(create("/n", "x".repeat(100), 2));
            }
        }
        Path log = folder.resolve("version-2").resolve("log.1");
        byte[] bytes = Files.readAllBytes(log);
        bytes[700] ^= 1;
        Files.write(log, bytes);
        StartException refusal =
                assertThrows(StartException.class, () -> new Running(folder).close());
        assertEquals(3, refusal.exitCode());
        String line = refusal.getMessage();
        assertTrue(line.contains(log.getFileName() + " at offset "), line);
        assertTrue(line.contains("repair"), line);
        assertFalse(line.contains("\n"), line);
    }

    @Test
    void connectionsAboveTheCapAreClosedWithoutAByte() throws Exception {
        try (Running server = new Running(folder, "maxClientCnxns=2");
                RawClient one = new RawClient(server.address());
                RawClient two = new RawClient(server.address())) {
            one.handshake(SessionId.NONE, NO_PASSWORD);
            two.handshake(SessionId.NONE, NO_PASSWORD);
            assertTrue(isTurnedAway(server));
            assertTrue(server.told().contains("Too many connections from /127.0.0.1 - max is 2"));
            assertInstanceOf(
                    Response.StatOnly.class,
                    one.call(new ReadRequest.Exists(ZPath.of("/"), false)));
        }
    }

    @Test
    void aConnectionThatNeverSpeaksIsClosed() throws Exception {
        try (Running server = new Running(folder, "nio.sessionlessCnxnTimeout=200");
                RawClient client = new RawClient(server.address())) {
            assertTrue(endsWithoutAByte(client));
        }
    }

    @Test
    void aFrameOfForbiddenLengthEndsTheConnectionBehindWhatCameBefore() throws Exception {
        try (Running server = new Running(folder, "jute.maxbuffer=1000");
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, NO_PASSWORD);
            client.send(RawClient.requestFrame(9, new ReadRequest.Exists(ZPath.of("/"), false)));
            client.send((byte) 0, (byte) 0, (byte) 3, (byte) 0xe9);
            assertEquals(9, client.frame()[3]);
            assertEquals("", client.rest());
            assertTrue(server.told().contains("Len error"));
        }
    }

    @Test
    void manyClientsAtATimeAreServed() throws Exception {
        try (Running server = new Running(folder, "maxClientCnxns=0", "muster.frontLoops=2")) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RawClient client = new RawClient(server.address());
                client.send(RawClient.handshakeFrame(SessionId.NONE, NO_PASSWORD));
                clients.add(client);
            }
            for (RawClient client : clients) {
                client.frame();
                client.send(RawClient.requestFrame(1, create("/c", "", 3)));
            }
            // All of them first: a sync waits for no write that the server has not read yet.
            for (RawClient client : clients) {
                client.frame();
            }
            for (RawClient client : clients) {
                client.send(RawClient.requestFrame(2, new LinkRequest.Sync(ZPath.of("/"))));
                client.send(
                        RawClient.requestFrame(
                                3,
                                new ReadRequest.GetChildren(
                                        Op.GET_CHILDREN2, ZPath.of("/"), false)));
                client.frame();
                assertTrue(client.frame().length > 2000, "all children are seen");
            }
            for (RawClient client : clients) {
                client.close();
            }
            String mode = RawClient.word(server.address(), "srvr");
            assertTrue(mode.contains("\nNode count: 205\n"), mode);
        }
    }

    private static boolean isTurnedAway(Running server) {
        try (RawClient client = new RawClient(server.address())) {
            return client.rest().isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean endsWithoutAByte(RawClient client) {
        try {
            return client.rest().isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    private static WriteRequest.Create create(String path, String data, int flags) {
        return new WriteRequest.Create(
                Op.CREATE, ZPath.of(path), Bytes.utf8(data), Acl.OPEN, flags, -1);
    }
}
