package org.muster.bench.micro;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.disk.DiskLock;

/**
 * A directory in memory that is never slow and never fails. A closed file loses its content, whose
 * room the next one gets, so that in the long run the disk allocates nothing.
 */
final class MemoryDisk implements Disk {
    private final Map<String, MemoryFile> files = new TreeMap<>();
    private final ArrayDeque<byte[]> room = new ArrayDeque<>();

    MemoryDisk() {}

    @Override
    public List<DirEntry> list() {
        return files.entrySet().stream()
                .map(file -> entry(file.getKey(), file.getValue()))
                .toList();
    }

    private static DirEntry entry(String name, MemoryFile file) {
        return new DirEntry(name, DirEntry.Kind.FILE, file.size());
    }

    @Override
    public DiskFile openRead(String name) throws DiskException {
        MemoryFile file = files.get(name);
        if (file == null) {
            throw new DiskException(DiskException.Kind.MISSING, name, -1, "no such file");
        }
        return file;
    }

    @Override
    public DiskFile openWrite(String name) throws DiskException {
        return openRead(name);
    }

    @Override
    public DiskFile create(String name) {
        MemoryFile file = new MemoryFile(room);
        files.put(name, file);
        return file;
    }

    @Override
    public DiskFile createPrivate(String name) {
        return create(name);
    }

    @Override
    public void rename(String from, String to) {
        replace(from, to);
    }

    @Override
    public void replace(String from, String to) {
        MemoryFile file = files.remove(from);
        if (file != null) {
            files.put(to, file);
        }
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void sync() {
        // Memory is as safe as it gets.
    }

    @Override
    public DiskLock lock(String name) {
        return () -> {};
    }

    private static final class MemoryFile implements DiskFile {
        private static final byte[] NOTHING = new byte[0];

        private final ArrayDeque<byte[]> room;
        private byte[] bytes;
        private int length;

        MemoryFile(ArrayDeque<byte[]> room) {
            this.room = room;
            this.bytes = room.isEmpty() ? new byte[1 << 12] : room.pop();
        }

        @Override
        public int read(long at, byte[] into, int from, int wanted) {
            int n = (int) Math.max(0, Math.min(wanted, length - at));
            System.arraycopy(bytes, (int) at, into, from, n);
            return n;
        }

        @Override
        public void write(long at, byte[] source, int from, int count) {
            int end = (int) at + count;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            System.arraycopy(source, from, bytes, (int) at, count);
            length = Math.max(length, end);
        }

        @Override
        public void sync() {
            // Memory is as safe as it gets.
        }

        @Override
        public void truncate(long sizeBytes) {
            length = (int) sizeBytes;
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public void close() {
            if (bytes.length > 0) {
                room.push(bytes);
                bytes = NOTHING;
            }
            length = 0;
        }
    }
}
