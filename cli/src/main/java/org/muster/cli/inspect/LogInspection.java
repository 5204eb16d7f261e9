package org.muster.cli.inspect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.BadShape;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogFileReader;

/** Walks through one log file, past every damage to the next whole record. */
final class LogInspection {
    private final LogFileReader reader;
    private final Report report;
    private @Nullable Zxid first;
    private @Nullable Zxid last;
    private long records;
    private int damages;

    private LogInspection(LogFileReader reader, Report report) {
        this.reader = reader;
        this.report = report;
    }

    /** Reports all of the file {@code name}; whether it is without damage. */
    static boolean run(Disk disk, String name, Report report) throws DiskException {
        try (LogFileReader reader = LogFileReader.open(disk, name)) {
            report.line(Fields.of("log").put("file", name).put("bytes", reader.size()));
            return new LogInspection(reader, report).run();
        }
    }

    private boolean run() throws DiskException {
        long end =
                switch (reader.header()) {
                    case WHOLE -> walk(LogFileReader.FIRST_RECORD);
                    case BLANK -> {
                        report.line(
                                Fields.of("note").put("text", "no header and nothing behind it"));
                        yield 0;
                    }
                    case WRONG -> walk(past(0, "not a transaction log: wrong magic number"));
                };
        report.line(
                Fields.of("summary")
                        .put("records", records)
                        .put("first", first == null ? null : first.toString())
                        .put("last", last == null ? null : last.toString())
                        .put("bytesInUse", end)
                        .put("damages", damages));
        return damages == 0;
    }

    private long walk(long start) throws DiskException {
        long offset = start;
        long end = start;
        while (offset >= 0) {
            switch (reader.read(offset)) {
                case Frame.Good good -> {
                    checkOrder(good);
                    report.line(TxnFields.of(good));
                    records++;
                    offset = good.end();
                    end = offset;
                }
                case Frame.End _ -> offset = -1;
                case Frame.Bad bad -> offset = past(bad.offset(), bad.reason());
            }
        }
        return Math.max(end, 0);
    }

    private void checkOrder(Frame.Good good) {
        Zxid before = last;
        Zxid zxid = good.zxid();
        if (first == null) {
            first = zxid;
        }
        boolean follows =
                before == null
                        || zxid.value() == before.value() + 1
                        || (zxid.epoch() > before.epoch() && zxid.counter() == 1);
        if (!follows) {
            damages++;
            report.line(
                    Fields.of("damage")
                            .put("offset", good.offset())
                            .put(
                                    "reason",
                                    "transactions between "
                                            + before
                                            + " and "
                                            + zxid
                                            + " are missing or out of order"));
        }
        last = zxid;
    }

    /** Reports the bad frame at {@code offset}; where the next whole record lies, -1 if none. */
    private long past(long offset, String reason) throws DiskException {
        Optional<Frame.Good> next = reader.nextGood(offset + 1);
        boolean torn = next.isEmpty() && reader.shapeOf(offset) == BadShape.CUT;
        damages++;
        Fields line =
                Fields.of(torn ? "torn" : "damage").put("offset", offset).put("reason", reason);
        if (next.isPresent()) {
            line.put("nextOffset", next.get().offset())
                    .putHex("nextZxid", next.get().zxid().value());
        } else {
            line.put(
                    "follows",
                    torn
                            ? "nothing: an interrupted write, cut at the next start unless the"
                                    + " sync mark says that it was complete"
                            : "no whole record");
        }
        report.line(line);
        return next.map(Frame.Good::offset).orElse(-1L);
    }
}
