package org.muster.testkit.badinput;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.In;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/** Where the reference can be harmed, Muster does the safe thing, also after a restart. */
@Tag("slow")
class ReferenceDefectsTest {
    private static final int TIMEOUT_MS = 30_000;
    private static final int BAD_ARGUMENTS = -8;
    private static final int UNIMPLEMENTED = -6;
    private static final int NO_NODE = -101;
    private static final int BAD_VERSION = -103;

    private ServerProcess server;
    private Session session;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.start(ServerLaunch.muster().with("enforceQuota", "true"));
        session = Session.open(server.port(), TIMEOUT_MS);
    }

    @AfterEach
    void stop() {
        session.close();
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void stillServes() throws IOException {
        session.made("/serves-", null, 3);
        server.kill();
        server.restart();
        try (Session other = Session.open(server.port(), TIMEOUT_MS)) {
            other.made("/serves-again-", null, 3);
            other.end();
        }
    }

    @Test
    void aTtlCreateWithOtherFlagsIsRefused() throws IOException {
        for (int flags = -1; flags < 5; flags++) {
            Out record = Session.create("/t", null, flags).int64(-1);
            assertEquals(BAD_ARGUMENTS, session.ask(Opcode.CREATE_TTL, record).error());
        }
        stillServes();
    }

    @Test
    void aQuotaForTheRootIsSurvived() throws IOException {
        Out record = Session.create("/zookeeper/quota/zookeeper_limits", bytes("count=1"), 0);
        session.ask(Opcode.CREATE, record);
        session.ask(
                Opcode.CREATE,
                Session.create("/zookeeper/quota/zookeeper_stats", bytes("count=0,bytes=0"), 0));
        session.made("/a", null, 0);
        session.made("/b", null, 0);
        stillServes();
    }

    @Test
    void usageThatCannotBeReadIsCountedAnew() throws IOException {
        session.made("/q", bytes("12345"), 0);
        session.made("/zookeeper/quota/q", null, 0);
        session.made("/zookeeper/quota/q/zookeeper_limits", bytes("count=100,bytes=100"), 0);
        String usage = session.made("/zookeeper/quota/q/zookeeper_stats", bytes("x"), 0);
        for (byte[] unreadable : new byte[][] {bytes("nonsense"), bytes("count=x"), null}) {
            Out record = new Out().string(usage).buffer(unreadable).int32(-1);
            assertEquals(0, session.ask(Opcode.SET_DATA, record).error());
            String made = session.made("/q/n", bytes("67"), 0);
            assertArrayEquals(bytes("count=2,bytes=7"), session.data(usage));
            Out delete = new Out().string(made).int32(-1);
            assertEquals(0, session.ask(Opcode.DELETE, delete).error());
        }
        stillServes();
    }

    @Test
    void aWrongPasswordDoesNotCutTheOwnersConnection() throws IOException {
        Link stranger = new Link(server.port(), 10_000);
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> Session.attach(stranger, TIMEOUT_MS, session.id(), "ab".repeat(16)));
        assertEquals("session refused", refused.getMessage());
        assertTrue(session.exists("/"), "the connection is as it was");
    }

    @Test
    void aPasswordDoesNotFollowFromTheSessionId() {
        byte[] derived = new byte[16];
        new Random(session.id() ^ 0xB3415C00L).nextBytes(derived);
        assertNotEquals(HexFormat.of().formatHex(derived), session.passwordHex());
    }

    @Test
    void clientsCannotDeleteByTheServersOwnOperation() throws IOException {
        session.made("/plain", null, 0);
        session.made("/guarded", null, 0);
        session.send(Opcode.DELETE_CONTAINER, new Out().string("/plain"));
        In reply = new In(session.link().frame());
        reply.int32();
        reply.int64();
        int error = reply.int32();
        assertTrue(error == UNIMPLEMENTED || error == BAD_VERSION, "error " + error);
        try (Session other = Session.open(server.port(), TIMEOUT_MS)) {
            assertTrue(other.exists("/plain"));
        }
    }

    @Test
    void clientsCannotOpenSessionsByTheServersOwnOperation() throws IOException {
        session.send(Opcode.CREATE_SESSION, new Out().int32(TIMEOUT_MS));
        In reply = new In(session.link().frame());
        reply.int32();
        assertEquals(-1, reply.int64());
        assertEquals(UNIMPLEMENTED, reply.int32());
        assertNull(session.link().frame(), "and the connection is closed");
    }

    /** The reference takes the empty path for the root in reads; nobody asks for it. */
    @Test
    void theEmptyPathIsNoNode() throws IOException {
        for (int opcode : new int[] {Opcode.GET_DATA, Opcode.GET_CHILDREN, Opcode.EXISTS}) {
            Out record = new Out().string("").bool(false);
            assertEquals(NO_NODE, session.ask(opcode, record).error());
        }
    }

    /**
     * The reference lets writes of the same connection pass by an ACL for as long as it is in
     * flight.
     */
    @Test
    void anAclHoldsForTheVeryNextWrite() throws IOException {
        session.made("/closed", null, 0);
        Out acl = new Out().string("/closed").int32(1).int32(1).string("world").string("anyone");
        acl.int32(-1);
        for (int round = 0; round < 50; round++) {
            session.send(Opcode.SET_ACL, acl);
            session.send(Opcode.SET_DATA, new Out().string("/closed").buffer(null).int32(-1));
            Session.Reply.of(session.link().frame());
            int error = Session.Reply.of(session.link().frame()).error();
            assertFalse(error == 0, "the write passes by");
        }
    }
}
