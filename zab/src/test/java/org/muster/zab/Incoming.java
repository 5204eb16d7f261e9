package org.muster.zab;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Zxid;

/** A state that is on its way to a node, and up to where it goes. */
record Incoming(long generation, Zxid zxid, List<Disk.Entry> records) {
    static final Incoming NOTHING = new Incoming(0, Zxid.ZERO, List.of());

    /** The same with one transaction more. */
    Incoming with(Disk.Entry entry) {
        List<Disk.Entry> more = new ArrayList<>(records);
        more.add(entry);
        return new Incoming(generation, entry.zxid(), more);
    }

    /** Demands that one was begun. */
    Incoming require() {
        if (generation == 0) {
            throw new AssertionError("no snapshot was begun");
        }
        return this;
    }
}
