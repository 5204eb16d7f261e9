package org.muster.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.State;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.member.MemberStart;
import org.muster.storage.member.Membership;
import org.muster.storage.member.Standing;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.StateUnderTest;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/** One life of a member of an ensemble, from start to stop. */
public final class MemberLife implements AutoCloseable {
    /** Small files, so that a few records fill several. */
    public static final LogSettings SETTINGS = new LogSettings(2048, false, true, Long.MAX_VALUE);

    /** Server 3 of a cluster that is not known yet, whose directories must not be empty. */
    public static final Membership THIRD =
            new Membership(3, Bytes.EMPTY, Membership.WhenEmpty.AMNESIAC);

    /** The same when they may. */
    public static final Membership NEW_THIRD =
            new Membership(3, Bytes.EMPTY, Membership.WhenEmpty.INTACT);

    private final Store store;
    private final Standing standing;
    private final MemberStart start;
    private final StateUnderTest sink = new StateUnderTest();
    private final LogWriter log;

    /** Starts on {@code disk}. */
    public MemberLife(MemoryDisk disk, Membership membership) throws DiskException {
        store = Store.open(Directories.single(disk));
        standing = store.recoverMember(sink, membership);
        Meta meta = store.meta().orElseGet(() -> Meta.fresh(Bytes.utf8("key")));
        var identity = new Meta.Identity(membership.clusterId(), membership.serverId(), 1);
        start = store.settleMember(standing, meta.withIdentity(identity), sink);
        if (start.first()) {
            snapshot(State.initial());
        }
        log = store.logWriter(SETTINGS, start.last());
    }

    /** Writes a snapshot of {@code state}. */
    public void snapshot(State state) throws DiskException {
        try (SnapshotWriter writer = store.snapshotWriter(SnapshotSettings.DEFAULT, image(state))) {
            writer.run();
        }
    }

    /** What a snapshot of {@code state} holds. */
    public static SnapshotImage image(State state) {
        return new SnapshotImage(state.lastZxid(), state.digest(), state.export());
    }

    /** Appends {@code txn}. */
    public void append(LoggedTxn txn) throws DiskException {
        byte[] payload = Journal.payload(txn);
        log.append(txn.header().zxid(), payload, 0, payload.length);
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** The log. */
    public LogWriter log() {
        return log;
    }

    /** What the start found. */
    public Standing standing() {
        return standing;
    }

    /** The start. */
    public MemberStart start() {
        return start;
    }

    /** The state it started with. */
    public State state() {
        return sink.state();
    }

    /** Demands an intact start at {@code last}. */
    public MemberLife requireIntact(Zxid last) {
        var intact = assertInstanceOf(Standing.Intact.class, standing, standing.toString());
        assertEquals(last, intact.recovered().last());
        return this;
    }

    @Override
    public void close() {
        log.close();
        store.close();
    }
}
