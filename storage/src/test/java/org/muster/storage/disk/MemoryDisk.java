package org.muster.storage.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A directory in memory that knows what would be left of it after a power loss: every unsynced
 * sector and every unsynced name is kept or lost as a supplier decides. It can stop before any
 * operation, and fail any.
 */
public final class MemoryDisk implements Disk {
    private static final int SECTOR = 512;

    /** The machine stopped here. */
    public static final class PowerLoss extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Inode {
        byte[] now = new byte[0];
        byte[] durable = new byte[0];
    }

    private record NameChange(Map<String, Inode> after) {}

    private final TreeMap<String, Inode> names = new TreeMap<>();
    private TreeMap<String, Inode> durableNames = new TreeMap<>();
    private final List<NameChange> unsynced = new ArrayList<>();
    private boolean locked;
    private final List<String> operations = new ArrayList<>();
    private int stopBefore = Integer.MAX_VALUE;
    private String failing = "";
    private DiskException.Kind failure = DiskException.Kind.IO;

    /** Stops before operation number {@code operation}, counting from 0. */
    public void stopBefore(int operation) {
        stopBefore = operation;
    }

    /** Lets every operation whose description starts with {@code prefix} fail; "" for none. */
    public void fail(String prefix, DiskException.Kind kind) {
        failing = prefix;
        failure = kind;
    }

    /** What was done so far: "write log.1", "sync log.1", "sync .", "rename a b" and so on. */
    public List<String> operations() {
        return operations;
    }

    private void operation(String text) throws DiskException {
        if (operations.size() >= stopBefore) {
            throw new PowerLoss();
        }
        operations.add(text);
        if (!failing.isEmpty() && text.startsWith(failing)) {
            throw new DiskException(failure, text, -1, "made to fail");
        }
    }

    /** The same disk for another process of this machine: what was written is there, unsynced. */
    public MemoryDisk afterCrash() {
        locked = false;
        stopBefore = Integer.MAX_VALUE;
        return this;
    }

    /** The disk as another machine would find it, if {@code keeps} decides what was written. */
    public MemoryDisk afterPowerLoss(BooleanSupplier keeps) {
        TreeMap<String, Inode> left = new TreeMap<>(durableNames);
        for (NameChange change : unsynced) {
            if (!keeps.getAsBoolean()) {
                break;
            }
            left = new TreeMap<>(change.after());
        }
        MemoryDisk found = new MemoryDisk();
        left.forEach((name, inode) -> {
            Inode copy = new Inode();
            copy.now = survive(inode, keeps);
            copy.durable = copy.now.clone();
            found.names.put(name, copy);
        });
        found.durableNames = new TreeMap<>(found.names);
        return found;
    }

    private static byte[] survive(Inode inode, BooleanSupplier keeps) {
        boolean sized = inode.now.length != inode.durable.length && keeps.getAsBoolean();
        byte[] left = Arrays.copyOf(inode.durable, (sized ? inode.now : inode.durable).length);
        for (int at = 0; at < left.length; at += SECTOR) {
            int end = Math.min(Math.min(at + SECTOR, left.length), inode.now.length);
            if (end > at
                    && !Arrays.equals(left, at, end, inode.now, at, end)
                    && keeps.getAsBoolean()) {
                System.arraycopy(inode.now, at, left, at, end - at);
            }
        }
        return left;
    }

    /** The content of a file. */
    public byte[] content(String name) {
        return names.get(name).now.clone();
    }

    /** Puts a durable file there, or takes it away if {@code content} is null. */
    public void put(String name, byte[] content) {
        if (content == null) {
            names.remove(name);
        } else {
            Inode inode = new Inode();
            inode.now = content.clone();
            inode.durable = content.clone();
            names.put(name, inode);
        }
        unsynced.clear();
        durableNames = new TreeMap<>(names);
    }

    /** A copy of everything, durable. */
    public MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        names.forEach((name, inode) -> copy.put(name, inode.now));
        return copy;
    }

    @Override
    public List<DirEntry> list() {
        List<DirEntry> entries = new ArrayList<>();
        names.forEach((name, inode) ->
                entries.add(new DirEntry(name, DirEntry.Kind.FILE, inode.now.length)));
        return entries;
    }

    @Override
    public DiskFile openRead(String name) throws DiskException {
        return new MemoryFile(name, existing(name), false);
    }

    @Override
    public DiskFile openWrite(String name) throws DiskException {
        return new MemoryFile(name, existing(name), true);
    }

    @Override
    public DiskFile create(String name) throws DiskException {
        requireFree(name);
        operation("create " + name);
        Inode inode = new Inode();
        names.put(name, inode);
        noteNames();
        return new MemoryFile(name, inode, true);
    }

    @Override
    public DiskFile createPrivate(String name) throws DiskException {
        return create(name);
    }

    @Override
    public void rename(String from, String to) throws DiskException {
        existing(from);
        requireFree(to);
        operation("rename " + from + " " + to);
        names.put(to, names.remove(from));
        noteNames();
    }

    @Override
    public void replace(String from, String to) throws DiskException {
        existing(from);
        operation("replace " + from + " " + to);
        names.put(to, names.remove(from));
        noteNames();
    }

    @Override
    public void delete(String name) throws DiskException {
        existing(name);
        operation("delete " + name);
        names.remove(name);
        noteNames();
    }

    @Override
    public void sync() throws DiskException {
        operation("sync .");
        durableNames = new TreeMap<>(names);
        unsynced.clear();
    }

    @Override
    public DiskLock lock(String name) throws DiskException {
        if (locked) {
            throw new DiskException(DiskException.Kind.LOCKED, name, -1, "held");
        }
        locked = true;
        return () -> locked = false;
    }

    private void noteNames() {
        unsynced.add(new NameChange(new TreeMap<>(names)));
    }

    private Inode existing(String name) throws DiskException {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new DiskException(DiskException.Kind.MISSING, name, -1, "no such file");
        }
        return inode;
    }

    private void requireFree(String name) throws DiskException {
        if (names.containsKey(name)) {
            throw new DiskException(DiskException.Kind.EXISTS, name, -1, "is there already");
        }
    }

    private final class MemoryFile implements DiskFile {
        private final String name;
        private final Inode inode;
        private final boolean writable;
        private boolean closed;

        MemoryFile(String name, Inode inode, boolean writable) {
            this.name = name;
            this.inode = inode;
            this.writable = writable;
        }

        @Override
        public int read(long at, byte[] into, int from, int length) throws DiskException {
            requireOpen(false);
            int n = (int) Math.max(0, Math.min(length, inode.now.length - at));
            System.arraycopy(inode.now, (int) Math.min(at, inode.now.length), into, from, n);
            return n;
        }

        @Override
        public void write(long at, byte[] source, int from, int length) throws DiskException {
            requireOpen(true);
            operation("write " + name);
            if (at + length > inode.now.length) {
                inode.now = Arrays.copyOf(inode.now, (int) at + length);
            }
            System.arraycopy(source, from, inode.now, (int) at, length);
        }

        @Override
        public void sync() throws DiskException {
            requireOpen(true);
            operation("sync " + name);
            inode.durable = inode.now.clone();
        }

        @Override
        public void truncate(long sizeBytes) throws DiskException {
            requireOpen(true);
            operation("truncate " + name);
            if (sizeBytes < inode.now.length) {
                inode.now = Arrays.copyOf(inode.now, (int) sizeBytes);
            }
        }

        @Override
        public long size() throws DiskException {
            requireOpen(false);
            return inode.now.length;
        }

        private void requireOpen(boolean toWrite) throws DiskException {
            if (closed || (toWrite && !writable)) {
                throw new DiskException(DiskException.Kind.DENIED, name, -1, "not open so");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
