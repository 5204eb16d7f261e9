package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.storage.disk.DiskException;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.meta.Meta;
import org.muster.storage.meta.MetaFile;
import org.muster.storage.name.Compression;
import org.muster.storage.name.LogName;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.snapshot.DamagedSnapshotException;
import org.muster.storage.snapshot.SnapshotReader;
import org.muster.storage.snapshot.SnapshotSummary;
import org.muster.storage.snapshot.UnfitRecordException;

/**
 * Rebuilds the state from the newest snapshot that can be believed and the log behind it, and says
 * whether it may be served.
 *
 * <p>Reads only. A damaged snapshot is passed over if an older one and the log reach as far; damage
 * in the log is judged by {@link BadFrameTable}. Errors of the disk itself are exceptions: nothing
 * was learned, try again on a working disk.
 */
public final class Recovery {
    private final Directories directories;
    private final Optional<Meta> meta;
    private final StateSink sink;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Change> setAside = new ArrayList<>();
    private final DigestWatch digests = new DigestWatch();
    private Zxid failedSnapshot = Zxid.ZERO;

    private Recovery(Directories directories, Optional<Meta> meta, StateSink sink) {
        this.directories = directories;
        this.meta = meta;
        this.sink = sink;
    }

    /**
     * Recovers from {@code directories} into {@code sink}.
     *
     * @param meta Muster's memory of these directories, empty before its first start there
     */
    public static Recovered recover(Directories directories, Optional<Meta> meta, StateSink sink)
            throws DiskException {
        return new Recovery(directories, meta, sink).run();
    }

    private Recovered run() throws DiskException {
        Listing listing = Listing.of(directories);
        findings.addAll(listing.oddNames());
        if (meta.isEmpty() && new MetaFile(directories.snapshots()).exists()) {
            String text = "cannot be read: session passwords get a new key, the sync mark is void";
            findings.add(new Finding(Finding.Level.WARNING, OwnNames.META, -1, text));
        }
        Optional<SyncMark> mark = MarkFile.read(directories.logs());
        if (listing.isEmpty()) {
            return onEmpty(listing, mark);
        }
        return fromNewest(listing, listing.snapshots(), mark);
    }

    /** From the newest of {@code candidates} that holds a state. */
    private Recovered fromNewest(
            Listing listing, List<SnapshotName> candidates, Optional<SyncMark> mark)
            throws DiskException {
        Optional<SnapshotSummary> loaded = loadNewest(listing, candidates);
        if (loaded.isEmpty()) {
            sink.beginEmpty();
            if (listing.logs().isEmpty() || listing.logs().getFirst().first().value() != 1) {
                String text =
                        "no snapshot can be read, and the log does not begin at the beginning";
                return suspect(new Damage("snapshot.*", -1, text, Zxid.ZERO, null, false), null);
            }
        }
        Zxid base = loaded.map(summary -> summary.name().zxid()).orElse(Zxid.ZERO);
        if (listing.logs().isEmpty() && meta.isPresent() && mark.isEmpty()) {
            String text = "logs and sync mark are gone from a directory that held them";
            return suspect(new Damage("log.*", -1, text, base, null, false), onlySnapshots(base));
        }
        List<LogName> logs = listing.logs();
        List<LogName> files = logs.subList(LogName.firstBehind(logs, base), logs.size());
        var start = new LogReplay.Start(base, sink, digests, findings);
        LogReplay replay =
                new LogReplay(directories.logs(), files, start, believable(mark, listing));
        replay.run();
        String missing = sink.missing();
        if (loaded.isPresent() && replay.damage() == null && !missing.isEmpty()) {
            SnapshotName unfit = loaded.get().name();
            passOver(unfit, -1, missing);
            List<SnapshotName> older =
                    candidates.subList(candidates.indexOf(unfit) + 1, candidates.size());
            return fromNewest(listing, older, mark);
        }
        return conclude(listing, loaded, replay);
    }

    /** Nothing at all is a first start, unless something remembers that there was more. */
    private Recovered onEmpty(Listing listing, Optional<SyncMark> mark) {
        boolean knewData =
                mark.map(m -> m.synced().value() > 0).orElse(meta.isPresent())
                        || meta.map(Recovery::remembersData).orElse(false);
        if (knewData) {
            String text =
                    "all snapshots and logs are gone from a directory that held data (to begin"
                            + " anew, delete muster.meta and muster.mark too)";
            return suspect(new Damage("snapshot.*", -1, text, Zxid.ZERO, null, false), null);
        }
        sink.beginEmpty();
        var settlement =
                new Settlement(listing.temporaries(), new SyncMark(Zxid.ZERO, Zxid.ZERO, 0, 0));
        return new Recovered.Intact(
                Zxid.ZERO,
                Recovered.Ending.EMPTY,
                new Recovered.Loaded(Optional.empty(), 0, 0, 0),
                settlement,
                List.copyOf(findings));
    }

    /** A first snapshot, of nothing, may have been announced and then lost to a crash. */
    private static boolean remembersData(Meta meta) {
        String first = new SnapshotName(Zxid.ZERO, Compression.NONE).toString();
        return meta.snapshots().stream().anyMatch(file -> !file.name().startsWith(first));
    }

    private Optional<SnapshotSummary> loadNewest(Listing listing, List<SnapshotName> candidates)
            throws DiskException {
        for (SnapshotName name : candidates) {
            try {
                sink.beginSnapshot(name.zxid(), isOwn(listing, name));
                SnapshotSummary summary = SnapshotReader.read(directories.snapshots(), name, sink);
                TreeDigest computed = sink.loaded();
                if (digests.onSnapshot(summary, computed)
                        instanceof DigestWatch.Result.Odd(String text)) {
                    findings.add(new Finding(Finding.Level.LOUD, name.toString(), -1, text));
                }
                return Optional.of(summary);
            } catch (DamagedSnapshotException e) {
                passOver(name, e.offset(), String.valueOf(e.getMessage()));
            } catch (UnfitRecordException e) {
                passOver(name, -1, String.valueOf(e.getMessage()));
            } catch (DiskException e) {
                if (e.kind() != DiskException.Kind.IO) {
                    throw e;
                }
                passOver(name, e.offset(), String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private boolean isOwn(Listing listing, SnapshotName name) {
        return meta.isPresent()
                && listing.snapshotFiles().stream()
                        .anyMatch(file ->
                                file.name().equals(name.toString()) && meta.get().isOwn(file));
    }

    private void passOver(SnapshotName name, long offset, String reason) {
        String text = reason + "; looking for an older snapshot";
        findings.add(new Finding(Finding.Level.LOUD, name.toString(), offset, text));
        setAside.add(new Change.SetAside(Change.Where.SNAPSHOTS, name.toString()));
        if (name.zxid().compareTo(failedSnapshot) > 0) {
            failedSnapshot = name.zxid();
        }
    }

    /** The mark, unless a snapshot that Muster does not know shows that another server was here. */
    private @Nullable SyncMark believable(Optional<SyncMark> mark, Listing listing) {
        if (mark.isEmpty() || meta.isEmpty()) {
            return null;
        }
        List<Meta.KnownFile> known = meta.get().snapshots();
        for (Meta.KnownFile found : listing.snapshotFiles()) {
            Zxid zxid = SnapshotName.parse(found.name()).orElseThrow().zxid();
            boolean listed = known.stream().anyMatch(file -> file.name().equals(found.name()));
            boolean olderThanTheList =
                    !known.isEmpty()
                            && zxid.compareTo(
                                            SnapshotName.parse(known.getFirst().name())
                                                    .orElseThrow()
                                                    .zxid())
                                    < 0;
            if (!listed && !olderThanTheList) {
                String text = "written by another server: what Muster noted about syncs is void";
                findings.add(new Finding(Finding.Level.NOTE, found.name(), -1, text));
                return null;
            }
        }
        return mark.get();
    }

    private Recovered conclude(
            Listing listing, Optional<SnapshotSummary> loaded, LogReplay replay) {
        Damage damage = replay.damage();
        Zxid last = replay.last();
        if (damage == null && failedSnapshot.compareTo(last) > 0) {
            String text = "the log ends at " + last + ", before a snapshot that cannot be read";
            String file = setAside.getFirst() instanceof Change.SetAside(_, String n) ? n : "";
            damage = new Damage(file, -1, text, last, null, false);
        }
        if (damage != null) {
            return suspect(damage, Plans.repair(listing, setAside, replay));
        }
        Settlement settlement = Plans.settle(listing, setAside, replay);
        long size = loaded.flatMap(s -> sizeOf(listing, s.name().toString())).orElse(0L);
        return new Recovered.Intact(
                last,
                replay.isTorn() ? Recovered.Ending.TORN : Recovered.Ending.CLEAN,
                new Recovered.Loaded(
                        loaded.map(SnapshotSummary::name),
                        size,
                        replay.replayed(),
                        replay.replayedBytes()),
                settlement,
                List.copyOf(findings));
    }

    private static Settlement onlySnapshots(Zxid base) {
        return new Settlement(List.of(), new SyncMark(base, Zxid.ZERO, 0, 0));
    }

    private static Optional<Long> sizeOf(Listing listing, String name) {
        return listing.snapshotFiles().stream()
                .filter(file -> file.name().equals(name))
                .map(Meta.KnownFile::sizeBytes)
                .findFirst();
    }

    private Recovered suspect(Damage damage, @Nullable Settlement repair) {
        return new Recovered.Suspect(damage, Optional.ofNullable(repair), List.copyOf(findings));
    }
}
