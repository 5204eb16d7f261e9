package org.muster.zab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.zab.ZabStart.Standing;

/** What outlives a {@link Node}'s processes. */
final class Disk {
    /** A transaction in the log or in the state. */
    record Entry(Zxid zxid, Bytes txn) {}

    private List<Entry> log = new ArrayList<>();
    private List<Entry> unsynced = new ArrayList<>();
    private Zxid logStart = Zxid.ZERO;
    private List<Entry> snapshot = new ArrayList<>();
    private Epoch accepted = Epoch.ZERO;
    private Epoch current = Epoch.ZERO;
    private Standing standing = Standing.INTACT;

    /** What a start finds. */
    ZabStart found() {
        Zxid last = log.isEmpty() ? logStart : log.getLast().zxid();
        Epoch promised = max(accepted, max(current, Epoch.of(last)));
        return new ZabStart(promised, current, last, logStart, standing);
    }

    private static Epoch max(Epoch a, Epoch b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Whether a crash would leave {@code zxid} here, in the log or under a snapshot. */
    boolean holds(Zxid zxid) {
        return zxid.compareTo(logStart) <= 0
                || log.stream().anyMatch(entry -> entry.zxid().equals(zxid));
    }

    boolean isIntact() {
        return standing == Standing.INTACT;
    }

    /** Of the log only the first {@code kept} records can be read; the next start notices. */
    void damage(int kept) {
        unsynced = new ArrayList<>();
        log = new ArrayList<>(log.subList(0, Math.min(kept, log.size())));
        standing = Standing.SUSPECT;
    }

    int logged() {
        return log.size();
    }

    /** The state that snapshot and log amount to. */
    List<Entry> state() {
        List<Entry> state = new ArrayList<>(snapshot);
        state.addAll(log);
        return state;
    }

    /** Of what was not synced a prefix is kept. */
    void crash(RandomGenerator random) {
        int kept = unsynced.isEmpty() ? 0 : random.nextInt(unsynced.size() + 1);
        log.addAll(unsynced.subList(0, kept));
        unsynced = new ArrayList<>();
    }

    /** Of what was not synced nothing is kept. */
    void losePower() {
        unsynced = new ArrayList<>();
    }

    /** Everything is gone, if there was anything. */
    void wipe() {
        log = new ArrayList<>();
        unsynced = new ArrayList<>();
        snapshot = new ArrayList<>();
        logStart = Zxid.ZERO;
        accepted = Epoch.ZERO;
        current = Epoch.ZERO;
        standing = Standing.EMPTY;
    }

    void append(Zxid zxid, Bytes txn) {
        unsynced.add(new Entry(zxid, txn));
    }

    void sync(Zxid upTo) {
        while (!unsynced.isEmpty() && unsynced.getFirst().zxid().compareTo(upTo) <= 0) {
            log.add(unsynced.removeFirst());
        }
    }

    void keep(Epoch newAccepted, Epoch newCurrent, Standing newStanding) {
        if (newAccepted.compareTo(accepted) < 0
                || newCurrent.compareTo(current) < 0
                || newCurrent.compareTo(newAccepted) > 0) {
            throw new AssertionError("epochs go back: " + newAccepted + " " + newCurrent);
        }
        accepted = newAccepted;
        current = newCurrent;
        standing = newStanding;
    }

    void truncate(Zxid to) {
        if (to.compareTo(logStart) < 0) {
            throw new AssertionError("cut below the snapshot");
        }
        log.removeIf(entry -> entry.zxid().compareTo(to) > 0);
    }

    void install(Zxid zxid, List<Entry> state) {
        snapshot = state;
        logStart = zxid;
        log = new ArrayList<>();
    }

    Optional<Zxid> floor(Zxid zxid) {
        Zxid floor = logStart.compareTo(zxid) <= 0 ? logStart : null;
        for (Entry entry : log) {
            if (entry.zxid().compareTo(zxid) <= 0) {
                floor = entry.zxid();
            }
        }
        return Optional.ofNullable(floor);
    }

    List<Entry> between(Zxid after, Zxid upTo) {
        return log.stream()
                .filter(entry ->
                        entry.zxid().compareTo(after) > 0 && entry.zxid().compareTo(upTo) <= 0)
                .toList();
    }
}
