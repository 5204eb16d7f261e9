package org.muster.sim.world;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.disk.DiskLock;

/**
 * One directory of a disk that forgets: what was not synced may be lost at a power loss, sector by
 * sector and name by name.
 */
public final class SimDisk implements Disk {
    /** An unsynced change of names: {@code removed} goes, {@code put} becomes {@code inode}. */
    private record NameChange(
            @Nullable String removed, @Nullable String put, @Nullable Inode inode) {}

    private final Rng rng;
    private final TreeMap<String, Inode> names = new TreeMap<>();
    private final TreeMap<String, Inode> durableNames = new TreeMap<>();
    private final List<NameChange> unsynced = new ArrayList<>();
    private final List<String> locked = new ArrayList<>();
    private DiskFaults faults = DiskFaults.NONE;
    private long freeBytes = Long.MAX_VALUE / 2;
    private boolean failedSync;
    private long durableChanges;
    private long changes;

    /** An empty directory; {@code rng} decides what a power loss takes. */
    public SimDisk(Rng rng) {
        this.rng = rng;
    }

    /** Who decides from now on what goes wrong. */
    public void setFaults(DiskFaults newFaults) {
        faults = newFaults;
    }

    /** How many more bytes files can grow by from now on. */
    public void setFreeBytes(long bytes) {
        freeBytes = bytes;
    }

    @Override
    public List<DirEntry> list() throws DiskException {
        List<DirEntry> entries = new ArrayList<>();
        names.forEach(
                (name, inode) -> entries.add(new DirEntry(name, DirEntry.Kind.FILE, inode.size())));
        return entries;
    }

    @Override
    public DiskFile openRead(String name) throws DiskException {
        return new SimFile(this, name, require(name), false);
    }

    @Override
    public DiskFile openWrite(String name) throws DiskException {
        return new SimFile(this, name, require(name), true);
    }

    @Override
    public DiskFile create(String name) throws DiskException {
        before(DiskFaults.Action.CREATE, name);
        requireFree(name);
        if (freeBytes <= 0) {
            throw new DiskException(DiskException.Kind.FULL, name, -1, "no space left on device");
        }
        Inode inode = new Inode();
        change(new NameChange(null, name, inode));
        return new SimFile(this, name, inode, true);
    }

    @Override
    public DiskFile createPrivate(String name) throws DiskException {
        return create(name);
    }

    @Override
    public void rename(String from, String to) throws DiskException {
        requireFree(to);
        replace(from, to);
    }

    @Override
    public void replace(String from, String to) throws DiskException {
        before(DiskFaults.Action.RENAME, from);
        change(new NameChange(from, to, require(from)));
    }

    @Override
    public void delete(String name) throws DiskException {
        before(DiskFaults.Action.DELETE, name);
        release(require(name).size());
        change(new NameChange(name, null, null));
    }

    @Override
    public void sync() throws DiskException {
        before(DiskFaults.Action.SYNC_NAMES, ".");
        unsynced.forEach(change -> carryOut(durableNames, change));
        unsynced.clear();
        durableChanges++;
    }

    @Override
    public DiskLock lock(String name) throws DiskException {
        if (locked.contains(name)) {
            throw new DiskException(DiskException.Kind.LOCKED, name, -1, "held by a process");
        }
        if (!names.containsKey(name)) {
            change(new NameChange(null, name, new Inode()));
        }
        locked.add(name);
        return () -> locked.remove(name);
    }

    /** The process died: its locks are free, what it wrote is still in the operating system. */
    public void loseProcess() {
        locked.clear();
    }

    /**
     * The power failed: each unsynced sector and name is kept with probability {@code kept}.
     *
     * @param inOrder whether names are lost from the last on only, as journals do
     */
    public void losePower(double kept, boolean inOrder) {
        locked.clear();
        boolean lost = false;
        for (NameChange change : unsynced) {
            lost = (inOrder && lost) || !rng.chance(kept);
            if (!lost) {
                carryOut(durableNames, change);
            }
        }
        unsynced.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(inode -> inode.losePower(rng, kept));
        durableChanges++;
    }

    /** What would be found if the power failed now and took everything it may take. */
    public SimDisk worstCase() {
        SimDisk image = new SimDisk(rng.stream("worst", durableChanges));
        durableNames.forEach((name, inode) -> image.durableNames.put(name, inode.copy()));
        image.losePower(0, true);
        return image;
    }

    /** An independent disk with the same content. */
    public SimDisk copy() {
        SimDisk copy = new SimDisk(rng.stream("copy", durableChanges));
        copy.faults = faults;
        copy.freeBytes = freeBytes;
        IdentityHashMap<Inode, Inode> copies = new IdentityHashMap<>();
        names.forEach((name, i) -> copy.names.put(name, copies.computeIfAbsent(i, Inode::copy)));
        durableNames.forEach(
                (name, i) -> copy.durableNames.put(name, copies.computeIfAbsent(i, Inode::copy)));
        for (NameChange change : unsynced) {
            Inode inode = change.inode;
            copy.unsynced.add(
                    new NameChange(
                            change.removed,
                            change.put,
                            inode == null ? null : copies.computeIfAbsent(inode, Inode::copy)));
        }
        return copy;
    }

    /** The names as programs see them. */
    public List<String> names() {
        return new ArrayList<>(names.keySet());
    }

    /** At most {@code most} bytes of {@code name} from {@code from} on as programs see them. */
    public byte[] bytes(String name, int from, int most) {
        Inode inode = names.get(name);
        return inode == null ? new byte[0] : inode.from(from, most);
    }

    /** Rises with each write and each change of a name. */
    public long changes() {
        return changes;
    }

    /** The names that a power loss cannot take. */
    public List<String> durableNames() {
        return new ArrayList<>(durableNames.keySet());
    }

    /** Those of them that a power loss cannot take. */
    public byte[] durableBytes(String name, int from, int most) {
        Inode inode = durableNames.get(name);
        return inode == null ? new byte[0] : inode.durableFrom(from, most);
    }

    /** Rises with each sync: what is durable may have changed. */
    public long durableChanges() {
        return durableChanges;
    }

    /** Overwrites bytes of a file on the disk itself: bit rot, a lost or misdirected write. */
    public void damage(String name, int at, byte[] with) {
        Inode inode = names.get(name);
        if (inode != null) {
            inode.damage(at, with);
        }
    }

    /** Cuts a file on the disk itself. */
    public void damageSize(String name, int newSize) {
        Inode inode = names.get(name);
        if (inode != null) {
            inode.damageSize(newSize);
        }
    }

    /** Lets a file vanish from the disk itself. */
    public void damageName(String name) {
        names.remove(name);
        durableNames.remove(name);
    }

    void before(DiskFaults.Action action, String file) throws DiskException {
        faults.before(action, file);
    }

    Rng rng() {
        return rng;
    }

    void noteFailedSync() {
        failedSync = true;
    }

    /** Whether a sync failed of late: then what programs read may not be what the disk holds. */
    public boolean failedSyncLately() {
        return failedSync;
    }

    /** Programs read what the disk holds again: what was doubtful has been written anew. */
    public void forgetFailedSyncs() {
        failedSync = false;
    }

    void noteChange() {
        changes++;
    }

    void noteDurableChange() {
        durableChanges++;
    }

    /** Takes space for growth; answers how many of {@code length} bytes can be written. */
    int reserve(long growth, int length) {
        if (growth <= freeBytes) {
            freeBytes -= growth;
            return length;
        }
        int fits = (int) Math.max(0, length - (growth - freeBytes));
        freeBytes = 0;
        return fits;
    }

    void release(long bytes) {
        freeBytes += Math.max(0, bytes);
    }

    private void change(NameChange change) {
        unsynced.add(change);
        changes++;
        carryOut(names, change);
    }

    private static void carryOut(Map<String, Inode> map, NameChange change) {
        if (change.removed != null) {
            map.remove(change.removed);
        }
        if (change.put != null && change.inode != null) {
            map.put(change.put, change.inode);
        }
    }

    private Inode require(String name) throws DiskException {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new DiskException(DiskException.Kind.MISSING, name, -1, "no such file");
        }
        return inode;
    }

    private void requireFree(String name) throws DiskException {
        if (names.containsKey(name)) {
            throw new DiskException(DiskException.Kind.EXISTS, name, -1, "file exists");
        }
    }
}
