package org.muster.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {

    @Test
    void eventsHappenInTimeOrderAndInTheOrderOfSchedulingAtOneInstant() {
        World world = new World(7);
        List<String> happened = new ArrayList<>();
        world.after(20, () -> happened.add("c"));
        world.after(10, () -> happened.add("a"));
        world.after(10, () -> happened.add("b"));
        world.runUntil(100, Long.MAX_VALUE);
        assertEquals(List.of("a", "b", "c"), happened);
        assertEquals(100, world.nowNs());
    }

    @Test
    void aStreamDependsOnItsNameAndNotOnOtherDraws() {
        Rng root = Rng.ofSeed(42);
        long expected = Rng.ofSeed(42).stream("faults").nextLong();
        root.stream("load").nextLong();
        root.nextLong();
        assertEquals(expected, root.stream("faults").nextLong());
        assertNotEquals(root.stream("faults", 1).nextLong(), root.stream("faults", 2).nextLong());
    }

    @Test
    void drawsStayWithinTheirBounds() {
        Rng rng = Rng.ofSeed(3);
        for (int i = 0; i < 10_000; i++) {
            long drawn = rng.between(-2, 3);
            assertEquals(true, drawn >= -2 && drawn <= 3);
            long duration = rng.logUniform(10, 1_000);
            assertEquals(true, duration >= 9 && duration <= 1_000, "drawn " + duration);
        }
    }

    @Test
    void theTraceHashTellsOneEventFromAnother() {
        Trace one = new Trace();
        Trace same = new Trace();
        Trace other = new Trace();
        one.note(5, "x", 1L, "y");
        same.note(5, "x", 1L, "y");
        other.note(5, "x", 2L, "y");
        assertEquals(one.hash(), same.hash());
        assertNotEquals(one.hash(), other.hash());
    }

    @Test
    void aLinkKeepsBytesInOrderWhateverTheDelays() {
        World world = new World(11);
        SimLink link = new SimLink(world, 1, new LinkOptions(10, 5_000, 0.2, 90_000, 3));
        StringBuilder heard = new StringBuilder();
        link.toServer()
                .attach(
                        new Endpoint() {
                            @Override
                            public void onBytes(byte[] chunk) {
                                heard.append(
                                        new String(
                                                chunk, java.nio.charset.StandardCharsets.US_ASCII));
                            }

                            @Override
                            public void onEnd() {
                                heard.append('.');
                            }

                            @Override
                            public void onReset() {
                                heard.append('!');
                            }
                        });
        for (String part : List.of("abcdefg", "h", "ijklmnop")) {
            byte[] bytes = part.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            link.toServer().send(bytes, 0, bytes.length);
        }
        link.toServer().end();
        world.runUntil(1_000_000, Long.MAX_VALUE);
        assertEquals("abcdefghijklmnop.", heard.toString());
    }
}
