package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import org.muster.sim.world.Coverage;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimDisk;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;

/**
 * Damages what can be known to be damaged: snapshots, and log records that a later record says were
 * durable. The very last batch is left alone, for its loss cannot be told from a torn end.
 */
public final class DamagePlan implements Damager {
    private final Rng rng;
    private final Coverage coverage;

    /** Draws what to damage from {@code rng}. */
    public DamagePlan(Rng rng, Coverage coverage) {
        this.rng = rng;
        this.coverage = coverage;
    }

    @Override
    public boolean damage(Volumes volumes, LogScan scan) {
        return switch (rng.nextInt(6)) {
            case 0, 1 -> damageLog(volumes.logs(), scan);
            case 2 -> damageSnapshot(volumes.snapshots());
            case 3 -> deleteOldLog(volumes.logs(), scan);
            case 4 -> damageBoth(volumes, scan);
            default -> deleteSnapshot(volumes.snapshots());
        };
    }

    private boolean damageBoth(Volumes volumes, LogScan scan) {
        boolean snapshot = damageSnapshot(volumes.snapshots());
        boolean log = deleteOldLog(volumes.logs(), scan);
        return snapshot || log;
    }

    private boolean damageLog(SimDisk disk, LogScan scan) {
        List<LogScan.Found> records = scan.records();
        if (records.size() < 3) {
            return false;
        }
        long proven = records.getLast().durable();
        List<LogScan.Found> old = records.stream().filter(r -> r.zxid() <= proven).toList();
        if (old.isEmpty()) {
            return false;
        }
        // Half of the time among the newest, which are replayed at the next start.
        int from = rng.nextBoolean() ? 0 : Math.max(0, old.size() - 20);
        LogScan.Found victim = old.get(from + rng.nextInt(old.size() - from));
        int end = victim.to();
        for (LogScan.Found other : old) {
            if (other.file().equals(victim.file()) && other.to() <= victim.from() + 4_096) {
                end = Math.max(end, other.to());
            }
        }
        switch (rng.nextInt(3)) {
            case 0 -> {
                int at = victim.from() + rng.nextInt(victim.to() - victim.from());
                disk.damage(victim.file(), at, new byte[] {(byte) (1 + rng.nextInt(255))});
                coverage.reached("damage: byte of the log");
            }
            case 1 -> {
                disk.damage(victim.file(), victim.from(), new byte[end - victim.from()]);
                coverage.reached("damage: zero page in the log");
            }
            default -> {
                byte[] garbage = new byte[Math.min(512, end - victim.from())];
                rng.nextBytes(garbage);
                disk.damage(victim.file(), victim.from(), garbage);
                coverage.reached("damage: garbage sector in the log");
            }
        }
        return true;
    }

    private boolean deleteOldLog(SimDisk disk, LogScan scan) {
        List<String> files = new ArrayList<>();
        scan.records()
                .forEach(record -> {
                    if (!files.contains(record.file())) {
                        files.add(record.file());
                    }
                });
        if (files.size() < 2) {
            return false;
        }
        disk.damageName(files.get(rng.nextInt(files.size() - 1)));
        coverage.reached("damage: log file gone");
        return true;
    }

    private boolean damageSnapshot(SimDisk disk) {
        List<DirEntry> snapshots = snapshots(disk);
        if (snapshots.isEmpty()) {
            return false;
        }
        DirEntry newest = snapshots.getLast();
        int size = (int) newest.sizeBytes();
        if (size == 0) {
            return false;
        }
        if (rng.nextBoolean()) {
            int at = rng.nextInt(size);
            disk.damage(newest.name(), at, new byte[] {(byte) (1 + rng.nextInt(255))});
            coverage.reached("damage: byte of a snapshot");
        } else {
            disk.damageSize(newest.name(), rng.nextInt(size));
            coverage.reached("damage: snapshot cut short");
        }
        return true;
    }

    private boolean deleteSnapshot(SimDisk disk) {
        List<DirEntry> snapshots = snapshots(disk);
        if (snapshots.size() < 2) {
            return false;
        }
        disk.damageName(snapshots.getLast().name());
        coverage.reached("damage: snapshot gone");
        return true;
    }

    private static List<DirEntry> snapshots(SimDisk disk) {
        List<DirEntry> found = new ArrayList<>();
        try {
            for (DirEntry entry : disk.list()) {
                if (entry.name().startsWith("snapshot.")) {
                    found.add(entry);
                }
            }
        } catch (DiskException impossible) {
            throw new IllegalStateException("listing a simulated disk cannot fail", impossible);
        }
        found.sort((a, b) -> Long.compare(zxid(a), zxid(b)));
        return found;
    }

    private static long zxid(DirEntry snapshot) {
        return Long.parseUnsignedLong(snapshot.name().substring("snapshot.".length()), 16);
    }
}
