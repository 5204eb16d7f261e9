package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Zxid;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogFileReader;
import org.muster.storage.name.LogName;

/** What replay learned about one log file; filled while the file is read. */
final class LogOutline {
    final LogName name;
    final long size;
    private final List<Change.Range> closed = new ArrayList<>();
    private long rangeStart = LogFileReader.FIRST_RECORD;
    private long rangeEnd = LogFileReader.FIRST_RECORD;
    private long chain;
    private Zxid last = Zxid.ZERO;
    private boolean altered;
    private boolean keepOriginal;

    LogOutline(LogName name, long size) {
        this.name = name;
        this.size = size;
    }

    /** A whole record was read. */
    void add(Frame.Good frame) {
        if (frame.offset() != rangeEnd) {
            closeRange();
            rangeStart = frame.offset();
        }
        rangeEnd = frame.end();
        chain = LogFileReader.chain(chain, frame);
        last = frame.zxid();
    }

    /** The file must be rewritten without what is not in a kept range. */
    void alter(boolean keepingOriginal) {
        altered = true;
        keepOriginal |= keepingOriginal;
    }

    boolean isAltered() {
        return altered;
    }

    boolean hasRecords() {
        return last.value() != 0;
    }

    Zxid last() {
        return last;
    }

    long chain() {
        return chain;
    }

    /** Whether all records so far lie without a gap behind the header. */
    boolean isUnbroken() {
        return closed.isEmpty() && rangeStart == LogFileReader.FIRST_RECORD;
    }

    /** Where the records will end once only the kept ranges are left. */
    long keptEnd() {
        long end = LogFileReader.FIRST_RECORD + rangeEnd - rangeStart;
        for (Change.Range range : closed) {
            end += range.to() - range.from();
        }
        return end;
    }

    /** The rewriting that leaves only the kept ranges. */
    Change.Rewrite rewrite() {
        List<Change.Range> kept = new ArrayList<>(closed);
        if (rangeEnd > rangeStart) {
            kept.add(new Change.Range(rangeStart, rangeEnd));
        }
        return new Change.Rewrite(name, List.copyOf(kept), keepOriginal);
    }

    private void closeRange() {
        if (rangeEnd > rangeStart) {
            closed.add(new Change.Range(rangeStart, rangeEnd));
        }
    }
}
