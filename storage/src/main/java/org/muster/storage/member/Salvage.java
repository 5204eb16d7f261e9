package org.muster.storage.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.model.Zxid;
import org.muster.storage.disk.DiskException;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.meta.Meta;
import org.muster.storage.name.LogName;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Change;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.Recovery;
import org.muster.storage.recovery.Settlement;
import org.muster.storage.recovery.StateSink;

/**
 * Makes of a member's files what a learner can go on from: the beginning that is proven, or
 * nothing. The doubt in the member must be durable before, for the files look whole afterwards.
 */
public final class Salvage {
    private Salvage() {}

    /** Does it for {@code standing}, with what is kept in {@code sink}. */
    public static Recovered.Intact carryOut(
            Standing standing, Directories directories, Optional<Meta> meta, StateSink sink)
            throws DiskException {
        boolean ownHistory =
                !(standing instanceof Standing.Amnesiac amnesiac) || amnesiac.ownHistory();
        Recovered recovered = standing.recovered();
        if (ownHistory
                && recovered instanceof Recovered.Suspect suspect
                && suspect.repair().isPresent()) {
            suspect.repair().get().carryOut(directories);
            recovered = Recovery.recover(directories, meta, sink);
        }
        if (ownHistory && recovered instanceof Recovered.Intact intact) {
            intact.settlement().carryOut(directories);
            return intact;
        }
        setAllAside(directories);
        sink.beginEmpty();
        return new Recovered.Intact(
                Zxid.ZERO,
                Recovered.Ending.EMPTY,
                new Recovered.Loaded(Optional.empty(), 0, 0, 0),
                new Settlement(List.of(), new SyncMark(Zxid.ZERO, Zxid.ZERO, 0, 0)),
                recovered.findings());
    }

    private static void setAllAside(Directories directories) throws DiskException {
        List<Change> changes = new ArrayList<>();
        for (LogName name : LogName.in(directories.logs()).reversed()) {
            changes.add(new Change.SetAside(Change.Where.LOGS, name.toString()));
        }
        for (SnapshotName name : SnapshotName.in(directories.snapshots()).reversed()) {
            changes.add(new Change.SetAside(Change.Where.SNAPSHOTS, name.toString()));
        }
        new Settlement(changes, new SyncMark(Zxid.ZERO, Zxid.ZERO, 0, 0)).carryOut(directories);
    }
}
