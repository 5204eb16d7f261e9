package org.muster.storage.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.model.txn.Txn;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.LogName;
import org.muster.wire.txn.Trailer;

/**
 * Reads the records of some log files one after the other. What is no record ends its file: whether
 * the next file continues behind it, its first record tells.
 */
public final class LogWalk implements AutoCloseable {
    private final Disk disk;
    private final List<LogName> files;
    private int opened;
    private @Nullable LogFileReader reader;
    private long offset;
    private @Nullable String odd;

    /** Walks through {@code files} of {@code disk}, oldest first. */
    public LogWalk(Disk disk, List<LogName> files) {
        this.disk = disk;
        this.files = files;
    }

    /**
     * The next record; null at the end.
     *
     * @throws DiskException of kind MISSING if a file was deleted meanwhile
     */
    public Frame.@Nullable Good next() throws DiskException {
        while (true) {
            LogFileReader current = reader;
            if (current == null) {
                if (opened == files.size()) {
                    return null;
                }
                open();
                continue;
            }
            switch (current.read(offset)) {
                case Frame.Good good -> {
                    offset = good.end();
                    return good;
                }
                case Frame.End _ -> close();
                case Frame.Bad bad -> {
                    odd = file() + " at offset " + bad.offset() + ": " + bad.reason();
                    close();
                }
            }
        }
    }

    private void open() throws DiskException {
        LogName name = files.get(opened);
        opened++;
        odd = null;
        LogFileReader fresh = LogFileReader.open(disk, name.toString());
        reader = fresh;
        offset = LogFileReader.FIRST_RECORD;
        switch (fresh.header()) {
            case WHOLE -> {}
            case BLANK -> close();
            case WRONG -> {
                odd = name + ": not a log's header";
                close();
            }
        }
    }

    /** The file of the last record. */
    public LogName file() {
        return files.get(opened - 1);
    }

    /** What the file walked through last ended with, null if with zeros only. */
    public @Nullable String oddEnd() {
        return odd;
    }

    /** The payload of {@code frame}, the last record: header, body and digest as logged. */
    public byte[] payload(Frame.Good frame) throws DiskException {
        LogFileReader current = reader;
        if (current == null) {
            throw new DiskException(DiskException.Kind.IO, "log", frame.offset(), "not open");
        }
        return current.payload(frame);
    }

    /** Whether {@code next} may come right behind {@code previous}. */
    public static boolean follows(Zxid previous, Zxid next) {
        return next.value() == previous.value() + 1
                || (next.epoch() > previous.epoch() && next.counter() == 1);
    }

    /** Whether {@code next} says nothing that contradicts its coming right behind {@code last}. */
    public static boolean fitsBehind(Zxid last, Frame.Good next) {
        Trailer trailer = next.content().trailer();
        return follows(last, next.zxid())
                && (trailer == null || trailer.previousZxid() == last.value());
    }

    /**
     * Whether it is certain that nothing belongs between {@code last} and {@code next}: a leader
     * counts without a gap, but only Muster notes what was before a new epoch.
     */
    public static boolean isProvenBehind(Zxid last, Frame.Good next) {
        return fitsBehind(last, next)
                && (next.content().trailer() != null || next.zxid().epoch() == last.epoch());
    }

    /**
     * Whether {@code next} is no transaction of its own: the reference gives a write that it cannot
     * decode the zxid of the one before it.
     */
    public static boolean isRepeat(Zxid last, Frame.Good next) {
        return next.zxid().equals(last)
                && next.content().trailer() == null
                && next.content().txn().txn() instanceof Txn.Refused;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
