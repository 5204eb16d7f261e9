package org.muster.sim.world;

import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

/** An open file of a simulated disk. */
final class SimFile implements DiskFile {
    private final SimDisk disk;
    private final String name;
    private final Inode inode;
    private final boolean writable;
    private boolean open = true;

    SimFile(SimDisk disk, String name, Inode inode, boolean writable) {
        this.disk = disk;
        this.name = name;
        this.inode = inode;
        this.writable = writable;
    }

    @Override
    public int read(long at, byte[] into, int from, int length) throws DiskException {
        disk.before(DiskFaults.Action.READ, name);
        return inode.read(at, into, from, length);
    }

    @Override
    public void write(long at, byte[] source, int from, int length) throws DiskException {
        requireWritable();
        disk.before(DiskFaults.Action.WRITE, name);
        int fits = disk.reserve(Math.max(0, at + length - inode.size()), length);
        inode.write(at, source, from, fits);
        disk.noteChange();
        if (fits < length) {
            throw new DiskException(
                    DiskException.Kind.FULL, name, at + fits, "no space left on device");
        }
    }

    @Override
    public void sync() throws DiskException {
        requireWritable();
        try {
            disk.before(DiskFaults.Action.SYNC, name);
        } catch (DiskException failed) {
            inode.failSync(disk.rng());
            disk.noteFailedSync();
            throw failed;
        }
        inode.sync();
        disk.noteDurableChange();
    }

    @Override
    public void truncate(long sizeBytes) throws DiskException {
        requireWritable();
        disk.before(DiskFaults.Action.TRUNCATE, name);
        disk.release(inode.size() - sizeBytes);
        inode.truncate((int) sizeBytes);
    }

    @Override
    public long size() throws DiskException {
        return inode.size();
    }

    @Override
    public void close() {
        open = false;
    }

    private void requireWritable() throws DiskException {
        if (!open || !writable) {
            throw new DiskException(DiskException.Kind.DENIED, name, -1, "not open for writing");
        }
    }
}
