package org.muster.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.zip.Adler32;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.log.LogFileReader;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.StateUnderTest;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;
import org.muster.wire.jute.ByteWriter;

/** A directory in which a server has served, once or several times. */
public final class Served {
    private static final LogSettings SETTINGS =
            new LogSettings(1 << 16, false, true, Long.MAX_VALUE);

    private final MemoryDisk disk = new MemoryDisk();
    private final Journal journal = new Journal();

    /** The directory. */
    public MemoryDisk disk() {
        return disk;
    }

    /** What was written to it. */
    public Journal journal() {
        return journal;
    }

    /** Serves {@code records} transactions and stops in order; a snapshot at a zxid above 0. */
    public void run(int records, long snapshotAt) throws DiskException {
        serve(records, snapshotAt, true);
    }

    /** Serves {@code records} transactions in one batch and dies before the mark is written. */
    public void crash(int records) throws DiskException {
        serve(records, 0, false);
    }

    private void serve(int records, long snapshotAt, boolean orderly) throws DiskException {
        try (Store store = Store.open(Directories.single(disk))) {
            var intact =
                    assertInstanceOf(Recovered.Intact.class, store.recover(new StateUnderTest()));
            store.settle(
                    intact.settlement(),
                    store.meta().orElseGet(() -> Meta.fresh(Bytes.utf8("key"))));
            if (intact.ending() == Recovered.Ending.EMPTY) {
                snapshot(store, 0);
            }
            try (LogWriter writer = store.logWriter(SETTINGS, intact.last())) {
                for (int i = 0; i < records; i++) {
                    append(writer, journal.create(10 + i));
                    if (orderly) {
                        writer.flush(i * 3L);
                    }
                    if (journal.last().value() == snapshotAt) {
                        snapshot(store, snapshotAt);
                    }
                }
                if (orderly) {
                    writer.shutdown();
                } else {
                    writer.flush(Long.MIN_VALUE / 2);
                }
            }
        }
    }

    private void snapshot(Store store, long zxid) throws DiskException {
        try (SnapshotWriter writer = store.snapshotWriter(SnapshotSettings.DEFAULT, image(zxid))) {
            writer.run();
        }
    }

    private SnapshotImage image(long zxid) {
        var state = journal.stateAt(zxid);
        return new SnapshotImage(new Zxid(zxid), state.digest(), state.export());
    }

    /** What a snapshot of {@code zxid} holds. */
    public byte[] snapshotBytes(long zxid) throws DiskException {
        MemoryDisk scratch = new MemoryDisk();
        try (SnapshotWriter writer =
                new SnapshotWriter(
                        scratch, SnapshotSettings.DEFAULT, image(zxid), (name, size) -> {})) {
            writer.run();
            return scratch.content(writer.name().toString());
        }
    }

    /** Logs {@code txn} as Muster would, whatever it says. */
    public void appendAsIs(LoggedTxn txn) throws DiskException {
        Zxid before = new Zxid(txn.header().zxid().value() - 1);
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = store.logWriter(SETTINGS, before)) {
            append(writer, txn);
            writer.flush(0);
        }
    }

    private static void append(LogWriter writer, LoggedTxn txn) throws DiskException {
        byte[] payload = Journal.payload(txn);
        writer.append(txn.header().zxid(), payload, 0, payload.length);
    }

    /** A log with {@code txns} as the reference writes it, without trailers. */
    public static byte[] foreignLog(List<LoggedTxn> txns) {
        ByteWriter out = new ByteWriter();
        out.writeRaw(LogFileReader.freshHeader(), 0, 16);
        for (LoggedTxn txn : txns) {
            byte[] payload = Journal.payload(txn);
            Adler32 adler = new Adler32();
            adler.update(payload);
            out.writeLong(adler.getValue());
            out.writeInt(payload.length);
            out.writeRaw(payload, 0, payload.length);
            out.writeByte('B');
        }
        return out.toArray();
    }
}
