package org.muster.storage.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operating system's disk keeps the contract, and follows no link. */
final class NioDiskTest implements DiskContract {
    @TempDir Path directory;
    private Disk disk = new MemoryDisk();

    @BeforeEach
    void open() throws DiskException {
        disk = NioDisk.openOrCreate(directory.resolve("data/version-2"));
    }

    @Override
    public Disk disk() {
        return disk;
    }

    @Test
    void refusesToFollowALink() throws IOException, DiskException {
        Path data = directory.resolve("data/version-2");
        Files.writeString(directory.resolve("elsewhere"), "x");
        Files.createSymbolicLink(data.resolve("log.1"), directory.resolve("elsewhere"));
        assertEquals(DirEntry.Kind.LINK, disk.list().getFirst().kind());
        assertThrows(DiskException.class, () -> disk.openRead("log.1"));
        assertThrows(DiskException.class, () -> disk.openWrite("log.1"));
    }

    @Test
    void keepsPrivateFilesPrivate() throws IOException, DiskException {
        disk.createPrivate("secret").close();
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("data/version-2/secret"))));
    }

    @Test
    void saysThatADirectoryIsMissing() {
        var failure =
                assertThrows(DiskException.class, () -> NioDisk.open(directory.resolve("nowhere")));
        assertEquals(DiskException.Kind.MISSING, failure.kind());
        assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
    }

    @Test
    void createsParentsToo() {
        assertTrue(Files.isDirectory(directory.resolve("data/version-2")));
    }
}
