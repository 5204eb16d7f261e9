package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;
import org.muster.recipes.cache.Freshness;
import org.muster.recipes.registry.Discovery;
import org.muster.recipes.registry.Pick;
import org.muster.recipes.registry.Registration;
import org.muster.recipes.registry.ServiceInstance;
import org.muster.recipes.registry.Strategy;

/** Instances come and go, and callers find them, with or without the registry. */
@Tag("slow")
class RegistryTest {
    private static Lab lab;

    @TempDir Path folder;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    private static ServiceInstance instance(String id) {
        return ServiceInstance.of("orders", id, "10.0.0.1", 8080);
    }

    @Test
    void instancesComeDrainAndGo() throws Exception {
        String base = lab.path();
        MusterClient servers = lab.client();
        try (Discovery discovery =
                Discovery.open(lab.client(), base, "orders", Strategy.roundRobin())) {
            Lab.get(discovery.ready());
            assertTrue(discovery.pick().isEmpty());
            Registration a = Registration.register(servers, base, instance("a"));
            Registration b = Registration.register(servers, base, instance("b").withWeight(2));
            Lab.get(a.ready());
            Lab.get(b.ready());
            Registration twin = Registration.register(lab.client(), base, instance("a"));
            assertThrows(ExecutionException.class, () -> Lab.get(twin.ready()));
            lab.client()
                    .blocking()
                    .create(
                            base + "/orders/broken",
                            Bytes.utf8("no record"),
                            CreateSpec.persistent());
            Lab.until("both", () -> discovery.instances().keySet().equals(Set.of("a", "b")));
            assertEquals(2, discovery.instances().get("b").weight());
            Lab.get(a.drain());
            Lab.until("a drains", () -> discovery.instances().get("a").draining());
            for (int i = 0; i < 4; i++) {
                Pick pick = discovery.pick().orElseThrow();
                assertEquals("b", pick.instance().id());
                assertEquals(Freshness.LIVE, pick.freshness());
                assertTrue(pick.isConfirmed());
                pick.done(true, Duration.ofMillis(1));
            }
            Lab.get(b.closeAsync());
            Lab.until("b is gone", () -> discovery.instances().keySet().equals(Set.of("a")));
            assertEquals("a", discovery.pick().orElseThrow().instance().id(), "better than none");
            a.close();
        }
    }

    @Test
    void callersGoOnWithoutTheRegistry() throws Exception {
        String base = lab.path();
        Path file = folder.resolve("orders");
        Lab.Guest guest = lab.guest();
        Lab.Guest server = lab.guest();
        try (Registration a = Registration.register(server.client(), base, instance("a"));
                Discovery discovery =
                        Discovery.open(
                                guest.client(), base, "orders", Strategy.roundRobin(), file)) {
            Lab.get(a.ready());
            Lab.until("a", () -> discovery.pick().isPresent());
            Lab.until("kept", () -> Files.exists(file));
            guest.proxy().refuse(true);
            Lab.until("stale", () -> discovery.freshness() == Freshness.STALE);
            assertEquals(Freshness.STALE, discovery.pick().orElseThrow().freshness());
            guest.proxy().heal();
            Lab.until("live", () -> discovery.freshness() == Freshness.LIVE);
            guest.proxy().expireSessions();
            assertFalse(discovery.pick().isEmpty());
        }
        try (MusterClient nowhere = MusterClient.builder("127.0.0.1:1").build();
                Discovery cold =
                        Discovery.open(nowhere, base, "orders", Strategy.roundRobin(), file)) {
            Pick pick = cold.pick().orElseThrow();
            assertEquals(instance("a"), pick.instance());
            assertEquals(Freshness.FROM_DISK, pick.freshness());
        }
    }

    @Test
    void whenMostVanishAtOnceTheyAreKept() throws Exception {
        String base = lab.path();
        Lab.Guest server = lab.guest();
        try (Discovery discovery =
                Discovery.open(lab.client(), base, "orders", Strategy.roundRobin())) {
            for (int i = 0; i < 4; i++) {
                Lab.get(Registration.register(server.client(), base, instance("i" + i)).ready());
            }
            Lab.until("four", () -> discovery.instances().size() == 4);
            server.client().close();
            Lab.until("none is listed", () -> discovery.instances().isEmpty());
            assertFalse(discovery.pick().orElseThrow().isConfirmed());
        }
    }
}
