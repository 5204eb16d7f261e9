package org.muster.storage.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.name.Compression;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Fixture;

/** Snapshot files: the reference's bytes exactly, and nothing believed that is not sealed. */
final class SnapshotFilesTest {

    @ParameterizedTest
    @CsvSource({
        "with-multi-and-acl, snapshot.12, true, true",
        "no-digest,          snapshot.12, false, false",
        "snapshot-plus-overlapping-log, snapshot.b, true, true",
    })
    void areWrittenByteForByteAsTheReferenceDoes(
            String fixture, String file, boolean digest, boolean lastProcessed)
            throws DiskException, DamagedSnapshotException {
        MemoryDisk theirs = Fixture.of(fixture).snapshots();
        SnapshotName name = SnapshotName.parse(file).orElseThrow();
        List<SnapshotRecord> records = new ArrayList<>();
        SnapshotSummary summary = SnapshotReader.read(theirs, name, records::add);
        MemoryDisk ours = new MemoryDisk();
        write(
                ours,
                new SnapshotSettings(Compression.NONE, digest, lastProcessed),
                new SnapshotImage(name.zxid(), summary.digest(), records.iterator()));
        assertArrayEquals(theirs.content(file), ours.content(file));
    }

    @ParameterizedTest
    @CsvSource({
        "gz-snapshot,      snapshot.12.gz",
        "snappy-snapshot,  snapshot.12.snappy",
    })
    void areReadPackedAsTheReferencePacksThem(String fixture, String file)
            throws DiskException, DamagedSnapshotException {
        SnapshotName name = SnapshotName.parse(file).orElseThrow();
        SnapshotSummary summary =
                SnapshotReader.read(Fixture.of(fixture).snapshots(), name, record -> {});
        assertEquals(new Zxid(0x12), summary.digestAt());
        assertEquals(OptionalLong.of(0x12), summary.lastProcessed());
        assertTrue(summary.counts().nodes() > 10);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void giveBackWhatWasWritten(Compression compression)
            throws DiskException, DamagedSnapshotException {
        List<SnapshotRecord> records = sample(20_000);
        MemoryDisk disk = new MemoryDisk();
        var image =
                new SnapshotImage(
                        Zxid.of(3, 7), new TreeDigest(TreeDigest.VERSION, 42), records.iterator());
        SnapshotName name = write(disk, new SnapshotSettings(compression, true, true), image);
        assertEquals("snapshot.300000007" + compression.suffix(), name.toString());
        List<SnapshotRecord> back = new ArrayList<>();
        SnapshotSummary summary = SnapshotReader.read(disk, name, back::add);
        assertEquals(records, back);
        assertEquals(new TreeDigest(TreeDigest.VERSION, 42), summary.digest());
        assertEquals(List.of(name.toString()), disk.list().stream().map(e -> e.name()).toList());
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void mayLackAnySection(boolean digest, boolean lastProcessed)
            throws DiskException, DamagedSnapshotException {
        MemoryDisk disk = new MemoryDisk();
        var image =
                new SnapshotImage(
                        new Zxid(9), new TreeDigest(TreeDigest.VERSION, 5), sample(3).iterator());
        var settings = new SnapshotSettings(Compression.NONE, digest, lastProcessed);
        SnapshotSummary summary = SnapshotReader.read(disk, write(disk, settings, image), r -> {});
        assertEquals(digest ? new Zxid(9) : Zxid.ZERO, summary.digestAt());
        assertEquals(
                lastProcessed ? OptionalLong.of(9) : OptionalLong.empty(), summary.lastProcessed());
        if (!digest) {
            assertNull(summary.digest());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "with-multi-and-acl, snapshot.12",
        "gz-snapshot,        snapshot.12.gz",
        "snappy-snapshot,    snapshot.12.snappy",
    })
    void areNotBelievedWithAnyBitFlipped(String fixture, String file) throws DiskException {
        MemoryDisk disk = Fixture.of(fixture).snapshots();
        SnapshotName name = SnapshotName.parse(file).orElseThrow();
        byte[] whole = disk.content(file);
        List<SnapshotRecord> records = new ArrayList<>();
        assertTrue(isWhole(disk, name, records));
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            disk.put(file, flipped);
            List<SnapshotRecord> found = new ArrayList<>();
            // Some bytes of a packing mean nothing; then the content must be the same.
            if (isWhole(disk, name, found)) {
                assertTrue(name.compression() != Compression.NONE, "byte " + i);
                assertEquals(records, found, "byte " + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "with-multi-and-acl, snapshot.12",
        "gz-snapshot,        snapshot.12.gz",
        "snappy-snapshot,    snapshot.12.snappy",
    })
    void areNotBelievedCutShort(String fixture, String file) throws DiskException {
        MemoryDisk disk = Fixture.of(fixture).snapshots();
        SnapshotName name = SnapshotName.parse(file).orElseThrow();
        byte[] whole = disk.content(file);
        List<SnapshotRecord> records = new ArrayList<>();
        assertTrue(isWhole(disk, name, records));
        int believed = 0;
        for (int length = 0; length < whole.length; length++) {
            disk.put(file, Arrays.copyOf(whole, length));
            List<SnapshotRecord> found = new ArrayList<>();
            if (isWhole(disk, name, found)) {
                // Right behind a seal nothing shows that more followed; all nodes are there.
                believed++;
                assertEquals(records, found, "length " + length);
            }
        }
        assertEquals(name.compression() == Compression.NONE ? 2 : 0, believed);
    }

    @Test
    void areNotBelievedWithSomethingBehindThem() throws DiskException {
        MemoryDisk disk = Fixture.of("with-multi-and-acl").snapshots();
        byte[] whole = disk.content("snapshot.12");
        disk.put("snapshot.12", Arrays.copyOf(whole, whole.length + 1));
        assertTrue(
                !isWhole(disk, SnapshotName.parse("snapshot.12").orElseThrow(), new ArrayList<>()));
    }

    @Test
    void appearOnlyWholeAndOnlyOnceAreKept() throws DiskException {
        MemoryDisk disk = new MemoryDisk();
        SnapshotWriter writer =
                new SnapshotWriter(
                        disk,
                        SnapshotSettings.DEFAULT,
                        new SnapshotImage(new Zxid(5), null, sample(5_000).iterator()),
                        (name, size) -> {});
        while (disk.list().stream().noneMatch(e -> e.name().startsWith("snapshot."))) {
            if (writer.step(10_000)) {
                break;
            }
        }
        byte[] first = disk.content("snapshot.5");
        assertTrue(isWhole(disk, writer.name(), new ArrayList<>()));
        write(
                disk,
                SnapshotSettings.DEFAULT,
                new SnapshotImage(new Zxid(5), null, sample(1).iterator()));
        assertArrayEquals(first, disk.content("snapshot.5"));
        assertEquals(1, disk.list().size());
    }

    @Test
    void leaveNothingBehindWhenGivenUp() throws DiskException {
        MemoryDisk disk = new MemoryDisk();
        try (SnapshotWriter writer =
                new SnapshotWriter(
                        disk,
                        SnapshotSettings.DEFAULT,
                        new SnapshotImage(new Zxid(5), null, sample(5_000).iterator()),
                        (name, size) -> {})) {
            writer.step(1);
        }
        assertEquals(List.of(), disk.list());
    }

    @Test
    void areNotNamedWhenTheDiskGivesBackSomethingElse() throws DiskException {
        MemoryDisk disk = new MemoryDisk();
        SnapshotWriter writer =
                new SnapshotWriter(
                        disk,
                        SnapshotSettings.DEFAULT,
                        new SnapshotImage(new Zxid(5), null, sample(10).iterator()),
                        (name, size) -> {});
        writer.step(Integer.MAX_VALUE);
        byte[] written = disk.content("muster.tmp.image.5");
        disk.openWrite("muster.tmp.image.5").write(written.length - 30, new byte[1], 0, 1);
        assertThrows(DiskException.class, writer::run);
        assertTrue(disk.list().stream().noneMatch(e -> e.name().startsWith("snapshot.")));
    }

    private static SnapshotName write(
            MemoryDisk disk, SnapshotSettings settings, SnapshotImage image) throws DiskException {
        try (SnapshotWriter writer =
                new SnapshotWriter(disk, settings, image, (name, size) -> {})) {
            while (!writer.step(5_000)) {
                // Many small steps.
            }
            return writer.name();
        }
    }

    private static boolean isWhole(MemoryDisk disk, SnapshotName name, List<SnapshotRecord> into)
            throws DiskException {
        try {
            SnapshotReader.read(disk, name, into::add);
            return true;
        } catch (DamagedSnapshotException e) {
            return false;
        }
    }

    private static List<SnapshotRecord> sample(int nodes) {
        List<SnapshotRecord> records = new ArrayList<>();
        records.add(new SnapshotRecord.Session(new SessionId(-7), 30_000));
        records.add(new SnapshotRecord.Session(new SessionId(8), 4_000));
        records.add(new SnapshotRecord.AclEntry(1, Acl.READ_ONLY));
        PersistedStat stat = new PersistedStat(1, 2, 3, 4, 5, 6, 7, 8, 9);
        records.add(new SnapshotRecord.Node(ZPath.EMPTY, Bytes.EMPTY, -1, stat));
        for (int i = 0; i < nodes; i++) {
            Bytes data = i % 3 == 0 ? null : Bytes.utf8("data of node number " + i * 7919);
            records.add(new SnapshotRecord.Node(ZPath.of("/node-" + i), data, i % 2, stat));
        }
        return records;
    }
}
