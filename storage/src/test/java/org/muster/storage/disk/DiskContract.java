package org.muster.storage.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every disk must do, real or not. */
public interface DiskContract {
    /** An empty directory. */
    Disk disk();

    @Test
    default void givesBackWhatWasWritten() throws DiskException {
        try (DiskFile file = disk().create("a")) {
            file.write(3, bytes("xhello"), 1, 5);
            assertEquals(8, file.size());
            file.sync();
        }
        try (DiskFile file = disk().openRead("a")) {
            byte[] into = new byte[10];
            assertEquals(8, file.read(0, into, 1, 9));
            assertArrayEquals(bytes("\0\0\0\0hello\0"), into);
            assertEquals(2, file.read(6, into, 0, 5));
            assertEquals(0, file.read(8, into, 0, 5));
            assertEquals(0, file.read(100, into, 0, 5));
        }
    }

    @Test
    default void writesInTheMiddleWithoutTouchingTheRest() throws DiskException {
        put("a", "0123456789");
        try (DiskFile file = disk().openWrite("a")) {
            file.write(4, bytes("xy"), 0, 2);
            file.truncate(8);
            file.sync();
        }
        assertEquals("0123xy67", content("a"));
    }

    @Test
    default void movesMoreThanAMegabyte() throws DiskException {
        byte[] large = new byte[3_000_001];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + (i >> 8));
        }
        try (DiskFile file = disk().create("large")) {
            file.write(5, large, 0, large.length);
            byte[] back = new byte[large.length];
            assertEquals(large.length, file.read(5, back, 0, back.length));
            assertArrayEquals(large, back);
        }
    }

    @Test
    default void listsNamesInOrderWithSizes() throws DiskException {
        put("b", "22");
        put("a", "1");
        put("c", "");
        assertEquals(
                List.of(
                        new DirEntry("a", DirEntry.Kind.FILE, 1),
                        new DirEntry("b", DirEntry.Kind.FILE, 2),
                        new DirEntry("c", DirEntry.Kind.FILE, 0)),
                disk().list());
    }

    @Test
    default void createsOnlyWhatIsNotThere() throws DiskException {
        put("a", "kept");
        assertKind(DiskException.Kind.EXISTS, () -> disk().create("a"));
        assertKind(DiskException.Kind.EXISTS, () -> disk().createPrivate("a"));
        assertEquals("kept", content("a"));
    }

    @Test
    default void renamesOnlyToAFreeName() throws DiskException {
        put("a", "1");
        put("b", "2");
        assertKind(DiskException.Kind.EXISTS, () -> disk().rename("a", "b"));
        assertEquals("2", content("b"));
        disk().rename("a", "c");
        disk().sync();
        assertEquals("1", content("c"));
        assertEquals(2, disk().list().size());
    }

    @Test
    default void replacesInOneStep() throws DiskException {
        put("a", "new");
        put("b", "old");
        disk().replace("a", "b");
        assertEquals("new", content("b"));
        assertEquals(1, disk().list().size());
    }

    @Test
    default void saysWhatIsMissing() {
        assertKind(DiskException.Kind.MISSING, () -> disk().openRead("a"));
        assertKind(DiskException.Kind.MISSING, () -> disk().openWrite("a"));
        assertKind(DiskException.Kind.MISSING, () -> disk().delete("a"));
        assertKind(DiskException.Kind.MISSING, () -> disk().rename("a", "b"));
    }

    @Test
    default void deletes() throws DiskException {
        put("a", "1");
        disk().delete("a");
        disk().sync();
        assertEquals(List.of(), disk().list());
    }

    @Test
    default void locksOnce() throws DiskException {
        DiskLock lock = disk().lock("lock");
        assertKind(DiskException.Kind.LOCKED, () -> disk().lock("lock"));
        lock.close();
        disk().lock("lock").close();
    }

    private void assertKind(DiskException.Kind kind, ThrowingAction action) {
        assertEquals(kind, assertThrows(DiskException.class, action::run).kind());
    }

    /** What may throw and gives nothing. */
    @FunctionalInterface
    interface ThrowingAction {
        /** Does it. */
        void run() throws DiskException;
    }

    private void put(String name, String content) throws DiskException {
        try (DiskFile file = disk().create(name)) {
            file.write(0, bytes(content), 0, content.length());
            file.sync();
        }
    }

    private String content(String name) throws DiskException {
        try (DiskFile file = disk().openRead(name)) {
            byte[] into = new byte[1000];
            int n = file.read(0, into, 0, into.length);
            return new String(Arrays.copyOf(into, n), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
