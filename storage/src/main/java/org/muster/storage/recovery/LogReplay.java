package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogFileReader;
import org.muster.storage.log.LogWalk;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.name.LogName;
import org.muster.wire.txn.Trailer;

/**
 * Applies the records behind a snapshot and watches that none is missing, doubled or misplaced.
 *
 * <p>The rules: zxids go up by one within an epoch; a new epoch begins at counter 1; Muster's
 * records also name their predecessor; what the sync mark vouches for must be there.
 */
final class LogReplay {
    private final Disk disk;
    private final List<LogName> files;
    private final Zxid base;
    private final StateSink sink;
    private final DigestWatch digests;
    private final List<Finding> findings;
    private final List<LogOutline> outlines = new ArrayList<>();
    private @Nullable SyncMark mark;
    private Zxid last;
    private boolean lastIsOwn;
    private long replayed;
    private long replayedBytes;
    private @Nullable Damage salvaged;
    private @Nullable Damage damage;
    private boolean torn;

    /**
     * Prepares to apply what lies in {@code files}, oldest first, behind {@code start}.
     *
     * @param mark the sync mark if it can be believed, else null
     */
    LogReplay(Disk disk, List<LogName> files, Start start, @Nullable SyncMark mark) {
        this.disk = disk;
        this.files = files;
        this.base = start.base();
        this.sink = start.sink();
        this.digests = start.digests();
        this.findings = start.findings();
        this.mark = mark;
        this.last = base;
        this.lastIsOwn = mark != null;
    }

    /** Where replay starts and whom it tells; {@code base} is the snapshot's zxid. */
    record Start(Zxid base, StateSink sink, DigestWatch digests, List<Finding> findings) {}

    /** Reads all files, or up to the first damage. */
    void run() throws DiskException {
        for (int i = 0; i < files.size() && damage == null; i++) {
            try (LogFileReader reader = LogFileReader.open(disk, files.get(i).toString())) {
                LogOutline outline = new LogOutline(files.get(i), reader.size());
                outlines.add(outline);
                readFile(i, reader, outline);
            }
        }
        if (damage == null) {
            checkEnd();
        }
    }

    private void readFile(int index, LogFileReader reader, LogOutline outline)
            throws DiskException {
        long offset = LogFileReader.FIRST_RECORD;
        switch (reader.header()) {
            case BLANK -> {
                return;
            }
            case WRONG -> {
                offset = onBad(index, reader, outline, new Frame.Bad(0, "not a log's header"));
                outline.alter(true);
            }
            case WHOLE -> {}
        }
        while (offset >= 0 && damage == null) {
            switch (reader.read(offset)) {
                case Frame.Good good -> {
                    onGood(outline, good);
                    offset = good.end();
                }
                case Frame.End _ -> offset = -1;
                case Frame.Bad bad -> offset = onBad(index, reader, outline, bad);
            }
        }
    }

    private void onGood(LogOutline outline, Frame.Good good) {
        Zxid zxid = good.zxid();
        if (zxid.compareTo(base) > 0) {
            apply(outline, good);
            if (damage != null) {
                return;
            }
        }
        outline.add(good);
        checkMark(outline, good);
    }

    private void apply(LogOutline outline, Frame.Good good) {
        Zxid zxid = good.zxid();
        Trailer trailer = good.content().trailer();
        if (LogWalk.isRepeat(last, good)) {
            return;
        }
        if (!LogWalk.follows(last, zxid)) {
            fail(outline, good.offset(), gapText(zxid), zxid);
            return;
        }
        if (trailer != null && trailer.previousZxid() != last.value()) {
            String named = new Zxid(trailer.previousZxid()).toString();
            fail(outline, good.offset(), "a record that follows " + named + " instead", zxid);
            return;
        }
        SyncMark trusted = mark;
        if (trailer == null && trusted != null && zxid.compareTo(trusted.synced()) > 0) {
            // Another server wrote here after Muster did: the mark says nothing about its records.
            mark = null;
        }
        TreeDigest computed = sink.apply(good.content().txn());
        lastIsOwn = trailer != null;
        TreeDigest written = good.content().txn().digest();
        switch (digests.onRecord(zxid, written, computed, lastIsOwn)) {
            case DigestWatch.Result.Fine _ -> {}
            case DigestWatch.Result.Odd(String text) ->
                    tell(Finding.Level.LOUD, outline, good.offset(), text + ", at " + zxid);
            case DigestWatch.Result.Wrong(String text) -> {
                fail(outline, good.offset(), text, zxid);
                return;
            }
        }
        last = zxid;
        replayed++;
        replayedBytes += good.end() - good.offset();
    }

    private String gapText(Zxid found) {
        return found.compareTo(last) <= 0
                ? "transaction " + found + " comes after " + last
                : "transactions between " + last + " and " + found + " are missing";
    }

    private void checkMark(LogOutline outline, Frame.Good good) {
        SyncMark trusted = mark;
        if (trusted == null
                || !trusted.log().equals(outline.name.first())
                || !outline.isUnbroken()
                || good.end() < trusted.offset()
                || good.offset() >= trusted.offset()) {
            return;
        }
        boolean same =
                good.end() == trusted.offset()
                        && good.zxid().equals(trusted.synced())
                        && outline.chain() == trusted.chain();
        if (!same) {
            fail(outline, good.offset(), "not the record that was synced here", good.zxid());
        }
    }

    /** Judges a bad frame; returns where to go on in this file, -1 for nowhere. */
    private long onBad(int index, LogFileReader reader, LogOutline outline, Frame.Bad bad)
            throws DiskException {
        Optional<Frame.Good> next = reader.nextGood(bad.offset() + 1);
        Optional<Zxid> nextFile = firstRecordBehind(index);
        boolean continued = nextFile.isPresent() && LogWalk.follows(last, nextFile.get());
        var evidence =
                new BadFrameTable.Evidence(
                        nextFile.isEmpty(),
                        continued,
                        later(outline, reader, next),
                        reader.shapeOf(bad.offset()),
                        lastIsOwn,
                        isMarkedBehindLast(continued ? outline : null));
        Zxid after = next.map(Frame.Good::zxid).orElse(nextFile.orElse(null));
        return switch (BadFrameTable.decide(evidence)) {
            case TORN -> {
                outline.alter(false);
                torn = true;
                String text = "unacknowledged end cut behind " + last;
                tell(Finding.Level.NOTE, outline, bad.offset(), text);
                yield -1;
            }
            case SUPERSEDED -> {
                outline.alter(true);
                digests.demandProof();
                supersede(outline, bad, next);
                yield -1;
            }
            case COVERED -> {
                outline.alter(true);
                String text = bad.reason() + ": the snapshot holds what was damaged";
                tell(Finding.Level.WARNING, outline, bad.offset(), text);
                yield next.orElseThrow().offset();
            }
            case SALVAGEABLE -> {
                outline.alter(true);
                String text = "alien bytes between records, no transaction is missing";
                if (salvaged == null) {
                    salvaged = damageAt(outline, bad.offset(), text, after, true);
                }
                tell(Finding.Level.LOUD, outline, bad.offset(), text);
                yield next.orElseThrow().offset();
            }
            case SUSPECT -> {
                fail(outline, bad.offset(), bad.reason(), after);
                yield -1;
            }
        };
    }

    /**
     * Whether the mark vouches for more than was read, in {@code only} that file if it is given.
     */
    private boolean isMarkedBehindLast(@Nullable LogOutline only) {
        SyncMark trusted = mark;
        return trusted != null
                && trusted.synced().compareTo(last) > 0
                && (only == null || trusted.log().equals(only.name.first()));
    }

    private void supersede(LogOutline outline, Frame.Bad bad, Optional<Frame.Good> next) {
        String text = "ignored from here on: the next file continues after " + last;
        if (next.isPresent()) {
            String lost = "; whole transactions from " + next.get().zxid() + " on lie behind";
            tell(Finding.Level.LOUD, outline, bad.offset(), text + lost);
        } else {
            tell(Finding.Level.WARNING, outline, bad.offset(), text);
        }
    }

    private BadFrameTable.Later later(
            LogOutline outline, LogFileReader reader, Optional<Frame.Good> next)
            throws DiskException {
        if (next.isEmpty()) {
            return BadFrameTable.Later.NONE;
        }
        Zxid zxid = next.get().zxid();
        if (isCovered(outline, zxid)) {
            return BadFrameTable.Later.COVERED;
        }
        if (LogWalk.follows(last, zxid)) {
            return BadFrameTable.Later.CONTINUES;
        }
        return unacknowledged(reader, next.get())
                ? BadFrameTable.Later.UNACKNOWLEDGED
                : BadFrameTable.Later.OTHER;
    }

    /** Whether records are missing before {@code next}, and all of them are in the snapshot. */
    private boolean isCovered(LogOutline outline, Zxid next) {
        if (!last.equals(base) || next.value() > base.value() + 1) {
            return false;
        }
        boolean damagedIsTheLastCovered =
                outline.name.first().compareTo(base) <= 0 && !outline.last().equals(base);
        return next.compareTo(base) <= 0 || damagedIsTheLastCovered;
    }

    /**
     * Whether {@code first} and every record behind it was written before {@code last} + 1 was
     * synced.
     */
    private boolean unacknowledged(LogFileReader reader, Frame.Good first) throws DiskException {
        Optional<Frame.Good> next = Optional.of(first);
        while (next.isPresent()) {
            Trailer trailer = next.get().content().trailer();
            if (trailer == null || trailer.durableZxid() > last.value()) {
                return false;
            }
            next = reader.nextGood(next.get().end());
        }
        return true;
    }

    /**
     * The zxid of the first record in a later file; zero if such a file begins with a bad frame.
     */
    private Optional<Zxid> firstRecordBehind(int index) throws DiskException {
        for (LogName name : files.subList(index + 1, files.size())) {
            try (LogFileReader reader = LogFileReader.open(disk, name.toString())) {
                switch (reader.header()) {
                    case BLANK -> {}
                    case WRONG -> {
                        return Optional.of(Zxid.ZERO);
                    }
                    case WHOLE -> {
                        switch (reader.read(LogFileReader.FIRST_RECORD)) {
                            case Frame.Good good -> {
                                return Optional.of(good.zxid());
                            }
                            case Frame.Bad _ -> {
                                return Optional.of(Zxid.ZERO);
                            }
                            case Frame.End _ -> {}
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void checkEnd() {
        String end = files.isEmpty() ? "(no log)" : files.getLast().toString();
        SyncMark trusted = mark;
        if (trusted != null && trusted.synced().compareTo(last) > 0) {
            String text = "the log ends at " + last + " but was synced up to " + trusted.synced();
            damage = new Damage(end, -1, text, last, null, false);
        } else if (digests.pendingAt().compareTo(last) > 0) {
            String text =
                    "the snapshot holds parts of transactions up to "
                            + digests.pendingAt()
                            + " that the log does not have";
            damage = new Damage(end, -1, text, last, null, false);
        } else {
            Damage found = salvaged;
            damage =
                    found == null
                            ? null
                            : new Damage(
                                    found.file(),
                                    found.offset(),
                                    found.reason(),
                                    last,
                                    found.firstAfter(),
                                    true);
        }
    }

    private void fail(LogOutline outline, long offset, String reason, @Nullable Zxid after) {
        outline.alter(true);
        damage = damageAt(outline, offset, reason, after, false);
    }

    private Damage damageAt(
            LogOutline outline, long offset, String reason, @Nullable Zxid after, boolean whole) {
        return new Damage(outline.name.toString(), offset, reason, last, after, whole);
    }

    private void tell(Finding.Level level, LogOutline outline, long offset, String text) {
        findings.add(new Finding(level, outline.name.toString(), offset, text));
    }

    /** What makes the state unfit to serve, null if nothing does. */
    @Nullable Damage damage() {
        return damage;
    }

    /** The last transaction that was applied, or the snapshot's zxid. */
    Zxid last() {
        return last;
    }

    /** Whether an unacknowledged end was cut. */
    boolean isTorn() {
        return torn;
    }

    /** How many transactions were applied. */
    long replayed() {
        return replayed;
    }

    /** How many bytes of frames they took. */
    long replayedBytes() {
        return replayedBytes;
    }

    /** The files as far as they were read, oldest first. */
    List<LogOutline> outlines() {
        return outlines;
    }

    /** The mark, null if it cannot be believed. */
    @Nullable SyncMark trustedMark() {
        return mark;
    }
}
