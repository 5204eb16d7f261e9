package org.muster.wire.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** A whole state sent to a learner: written in steps, read in pieces, bounded in memory. */
final class StateStreamTest {
    @Test
    void aStateArrivesInAnyPieces() {
        Property.holds(
                2_000,
                random -> {
                    List<SnapshotRecord> state = new DrawnPeerMessages(random).state();
                    byte[] bytes = stream(state);
                    StateStreamReader reader = new StateStreamReader(bytes.length);
                    List<SnapshotRecord> read = new ArrayList<>();
                    int from = 0;
                    int there = 0;
                    while (there < bytes.length) {
                        assertFalse(reader.isComplete());
                        there = Math.min(bytes.length, there + 1 + random.nextInt(60));
                        from += reader.read(bytes, from, there - from, read);
                    }
                    assertTrue(reader.isComplete());
                    assertEquals(bytes.length, from);
                    assertEquals(state, read);
                });
    }

    @Test
    void aDamagedStateIsOneTypedErrorAndNoMoreThanItsLimitIsKept() {
        Property.holds(
                20_000,
                random -> {
                    byte[] bytes = stream(new DrawnPeerMessages(random).state());
                    for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                        bytes[random.nextInt(bytes.length)] =
                                (byte) (random.nextBoolean() ? 0x7f : random.nextInt());
                    }
                    StateStreamReader reader = new StateStreamReader(512);
                    try {
                        int used = reader.read(bytes, 0, bytes.length, new ArrayList<>());
                        assertTrue(reader.isComplete() || bytes.length - used <= 512);
                    } catch (MalformedException typed) {
                        assertFalse(typed.isTruncated());
                    }
                });
    }

    private static byte[] stream(List<SnapshotRecord> state) {
        ByteWriter out = new ByteWriter();
        assertTrue(new StateStreamWriter(state.iterator()).step(out, Integer.MAX_VALUE));
        return out.toArray();
    }
}
