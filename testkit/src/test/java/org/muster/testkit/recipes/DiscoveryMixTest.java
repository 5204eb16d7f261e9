package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.recipes.registry.Discovery;
import org.muster.recipes.registry.Registration;
import org.muster.recipes.registry.ServiceInstance;
import org.muster.recipes.registry.Strategy;

/** What one registers the other finds, between Muster's registry and Curator's discovery. */
@Tag("slow")
class DiscoveryMixTest {
    private static Lab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    @Test
    void eachFindsWhatTheOtherRegisters() throws Exception {
        String base = lab.path();
        org.apache.curator.x.discovery.ServiceInstance<Object> theirs =
                org.apache.curator.x.discovery.ServiceInstance.builder()
                        .name("orders")
                        .id("curators")
                        .address("10.0.0.2")
                        .port(8081)
                        .build();
        try (Discovery ours = Discovery.open(lab.client(), base, "orders", Strategy.roundRobin());
                ServiceDiscovery<Object> curators =
                        ServiceDiscoveryBuilder.builder(Object.class)
                                .client(lab.curator())
                                .basePath(base)
                                .build();
                Registration mine =
                        Registration.register(
                                lab.client(),
                                base,
                                ServiceInstance.of("orders", "musters", "10.0.0.1", 8080))) {
            Lab.get(mine.ready());
            curators.start();
            curators.registerService(theirs);
            Lab.until("both are seen", () -> ours.instances().size() == 2);
            ServiceInstance seen = ours.instances().get("curators");
            assertEquals("10.0.0.2", seen.address());
            assertEquals(8081, seen.port());
            Collection<org.apache.curator.x.discovery.ServiceInstance<Object>> found =
                    curators.queryForInstances("orders");
            assertEquals(2, found.size());
            org.apache.curator.x.discovery.ServiceInstance<Object> other =
                    found.stream().filter(i -> i.getId().equals("musters")).findAny().orElseThrow();
            assertEquals("10.0.0.1", other.getAddress());
            assertEquals(8080, other.getPort());
            curators.unregisterService(theirs);
            Lab.until("one has gone", () -> ours.instances().size() == 1);
            Lab.get(mine.closeAsync());
            Lab.until("nobody", () -> curators.queryForInstances("orders").isEmpty());
        }
    }
}
