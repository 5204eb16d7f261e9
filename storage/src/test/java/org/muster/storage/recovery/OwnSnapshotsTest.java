package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.storage.Served;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.meta.Meta;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/** Recovery knows which snapshots Muster wrote, however often it has started on others. */
final class OwnSnapshotsTest {
    /** Starts in {@code directories} and gives what was built. */
    private static StateUnderTest start(Directories directories, boolean writesOne)
            throws DiskException {
        StateUnderTest sink = new StateUnderTest();
        try (Store store = Store.open(directories)) {
            var intact = assertInstanceOf(Recovered.Intact.class, store.recover(sink));
            Meta meta = store.meta().orElseGet(() -> Meta.fresh(Bytes.utf8("key")));
            store.settle(intact.settlement(), meta);
            if (writesOne) {
                var state = sink.state();
                var image = new SnapshotImage(intact.last(), state.digest(), state.export());
                try (SnapshotWriter writer =
                        store.snapshotWriter(SnapshotSettings.DEFAULT, image)) {
                    writer.run();
                }
            }
        }
        return sink;
    }

    @Test
    void whatMusterWroteIsItsOwn() throws DiskException {
        Served served = new Served();
        served.run(8, 4);
        assertTrue(start(Directories.single(served.disk()), false).beganWithOwn());
    }

    @Test
    void whatWasThereBeforeStaysAnothersUntilMusterWritesOne() throws DiskException {
        Directories directories = Fixture.of("snapcount-rolled").directories();
        assertFalse(start(directories, false).beganWithOwn());
        StateUnderTest others = start(directories, true);
        assertFalse(others.beganWithOwn());
        StateUnderTest own = start(directories, false);
        assertTrue(own.beganWithOwn());
        assertEquals(others.state().digest(), own.state().digest());
    }

    @Test
    void withoutItsMemoryNothingIsItsOwn() throws DiskException {
        Served served = new Served();
        served.run(8, 4);
        served.disk().put("muster.meta", null);
        assertFalse(start(Directories.single(served.disk()), false).beganWithOwn());
    }
}
