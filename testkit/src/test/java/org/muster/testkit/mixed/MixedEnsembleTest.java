package org.muster.testkit.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.differential.TreeDump;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/** Muster and the reference in one ensemble, in every office, serve clients alike. */
@Tag("slow")
class MixedEnsembleTest {
    private static final int TIMEOUT_MS = 30_000;
    private static final int EPHEMERAL = 1;
    private static final int SEQUENTIAL = 2;
    private static final String CONFIG = "/zookeeper/config";

    @TempDir private Path folder;

    private final List<String> ephemerals = new ArrayList<>();

    @Test
    void aFollowerAndAnObserverServeUnderAReferenceLeader() throws Exception {
        try (Mixture ensemble = new Mixture(folder, 3, true)) {
            ensemble.start(Map.of(2, ServerLaunch.apache(), 3, ServerLaunch.apache()));
            ensemble.awaitMode(3, "leader");
            write(ensemble.all(), "before");
            ensemble.start(Map.of(1, ServerLaunch.muster(), 4, ServerLaunch.muster()));
            ensemble.awaitMode(1, "follower");
            ensemble.awaitMode(4, "observer");
            write(ensemble.all(), "with");
            assertAlike(ensemble);
            ensemble.server(1).kill();
            write(List.of(ensemble.server(4), ensemble.server(2)), "without");
            ensemble.server(1).restart();
            ensemble.awaitMode(1, "follower");
            write(ensemble.all(), "again");
            assertAlike(ensemble);
        }
    }

    @Test
    void aMusterLeadsReferenceFollowersAndFollowsOneAfterItsDeath() throws Exception {
        try (Mixture ensemble = new Mixture(folder, 3, false)) {
            ensemble.start(Map.of(1, ServerLaunch.apache(), 3, ServerLaunch.muster()));
            ensemble.awaitMode(3, "leader");
            write(ensemble.all(), "two");
            ensemble.start(Map.of(2, ServerLaunch.apache()));
            ensemble.awaitMode(2, "follower");
            write(ensemble.all(), "three");
            assertAlike(ensemble);
            ensemble.server(3).kill();
            ensemble.server(1).restart();
            ensemble.awaitMode(2, "leader");
            write(List.of(ensemble.server(1), ensemble.server(2)), "without");
            ensemble.server(3).restart();
            ensemble.awaitMode(3, "follower");
            write(ensemble.all(), "again");
            assertAlike(ensemble);
        }
    }

    /** A session on each member writes there and on the next one, and leaves an ephemeral. */
    private void write(List<ServerProcess> servers, String name) throws IOException {
        for (int i = 0; i < servers.size(); i++) {
            ServerProcess here = servers.get(i);
            ServerProcess there = servers.get((i + 1) % servers.size());
            String path = "/" + name + i;
            Session session = Session.open(here.port(), TIMEOUT_MS);
            assertEquals(path, session.made(path, utf8("data"), 0));
            assertEquals(path + "/s0000000000", session.made(path + "/s", new byte[0], SEQUENTIAL));
            session.made(path + "/gone", new byte[0], EPHEMERAL);
            assertEquals(0, multi(session, path, "/unknown", -1));
            assertEquals(0, multi(session, path, path + "/multi", 0));
            session.close();
            Session moved = moved(session, there);
            assertEquals(0, moved.ask(Opcode.SYNC, new Out().string("/")).error());
            assertTrue(moved.exists(path + "/gone"), "a session moves with its ephemerals");
            assertEquals(0, moved.ask(Opcode.SET_DATA, set(path, utf8("more"))).error());
            moved.close();
            Session back = moved(moved, here);
            assertEquals("more", new String(back.data(path), StandardCharsets.UTF_8));
            back.end();
            assertThrows(IOException.class, () -> moved(back, there).close());
            assertFalse(exists(there, path + "/gone"), "a session ends with its ephemerals");
            Session staying = Session.open(here.port(), TIMEOUT_MS);
            ephemerals.add(staying.made(path + "/stays", new byte[0], EPHEMERAL));
            staying.close();
        }
    }

    private static Session moved(Session session, ServerProcess server) throws IOException {
        Link link = new Link(server.port(), TIMEOUT_MS);
        return Session.attach(link, TIMEOUT_MS, session.id(), session.passwordHex());
    }

    /** Creates {@code path}/multi, checks {@code checked}: the reply's error. */
    private static int multi(Session session, String path, String checked, int version)
            throws IOException {
        Out out = new Out().int32(Opcode.CREATE).bool(false).int32(-1);
        out.raw(Session.create(path + "/multi", new byte[0], 0).toBytes());
        out.int32(Opcode.CHECK).bool(false).int32(-1).string(checked).int32(version);
        return session.ask(Opcode.MULTI, out.int32(-1).bool(true).int32(-1)).error();
    }

    private static Out set(String path, byte[] data) {
        return new Out().string(path).buffer(data).int32(-1);
    }

    private static boolean exists(ServerProcess server, String path) throws IOException {
        try (Session session = Session.open(server.port(), TIMEOUT_MS)) {
            session.ask(Opcode.SYNC, new Out().string("/"));
            boolean exists = session.exists(path);
            session.end();
            return exists;
        }
    }

    private void assertAlike(Mixture ensemble) throws IOException {
        Map<String, String> expected = null;
        for (ServerProcess server : ensemble.all()) {
            for (String path : ephemerals) {
                assertTrue(exists(server, path), path);
            }
            try (Session session = Session.open(server.port(), TIMEOUT_MS)) {
                String told = new String(session.data(CONFIG), StandardCharsets.UTF_8);
                assertEquals(ensemble.configuration(), told);
                session.end();
            }
            Map<String, String> nodes = TreeDump.of(server.port());
            // Each server sets it by itself, so that its times differ.
            nodes.remove(CONFIG);
            expected = expected == null ? nodes : expected;
            assertEquals("", TreeDump.difference(expected, nodes));
            String output = server.output();
            assertFalse(output.contains("digest mismatch"), output);
            String figures = Link.word(server.port(), "mntr");
            assertTrue(figures.contains("zk_digest_mismatches_count\t0\n"), figures);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
