package org.muster.sim.host;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreStart;
import org.muster.sim.world.ViolationException;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.member.MemberStart;
import org.muster.storage.member.Membership;
import org.muster.storage.member.Standing;
import org.muster.storage.meta.Epochs;
import org.muster.storage.meta.Meta;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.zab.ZabStart;

/** The start of a member: what its disk is worth, and what it begins with. */
final class MemberBoot {
    private static final Bytes CLUSTER = Bytes.utf8("the cluster's id");
    private static final Bytes KEY = Bytes.utf8("a key of sixteen");

    private final Machine machine;
    private final Seat seat;

    MemberBoot(Machine machine, Seat seat) {
        this.machine = machine;
        this.seat = seat;
    }

    /** Recovers, judges and settles what is in {@code store}. */
    Life.Booted run(Store store) throws DiskException {
        StateLoader loader = new StateLoader();
        long serverId = seat.id().value();
        Standing standing =
                store.recoverMember(loader, new Membership(serverId, CLUSTER, whenEmpty()));
        machine.note("recovered", standing.getClass().getSimpleName());
        machine.world().coverage().reached("start: " + standing.getClass().getSimpleName());
        Meta identity =
                store.meta()
                        .orElseGet(() -> Meta.fresh(KEY))
                        .withIdentity(new Meta.Identity(CLUSTER, serverId, 1));
        long nowMs = machine.clock().now().wallMs() + skipped(standing, identity);
        long idBaseMs = identity.idBaseMs(nowMs, loader.latestMs());
        MemberStart start =
                store.settleMember(standing, identity.forStart(nowMs, loader.latestMs()), loader);
        State state = loader.state();
        if (!state.lastZxid().equals(start.last())) {
            throw new IllegalStateException(
                    "the state is at " + state.lastZxid() + ", the log at " + start.last());
        }
        state.validate();
        requireNothingForgotten(standing, start.last());
        machine.judge().recovered(start.last(), state, true);
        if (start.first()) {
            store.snapshotWriter(
                            SnapshotSettings.DEFAULT,
                            new SnapshotImage(Zxid.ZERO, state.digest(), state.export()))
                    .run();
        }
        machine.disks().begun(standing);
        return new Life.Booted(
                new CoreStart(state, 1, idBaseMs, List.of(), zab(start, standing)),
                identity.passwordKey(),
                start.loaded(),
                start.epochs());
    }

    /** An observer has nothing to lose; of voters some are marked by their operators as new. */
    private Membership.WhenEmpty whenEmpty() {
        boolean marked = !machine.disks().hasBegun() && seat.isMarked();
        return marked || !votes() ? Membership.WhenEmpty.INTACT : Membership.WhenEmpty.EMPTY;
    }

    private boolean votes() {
        return seat.config().membership().voters().contains(seat.id());
    }

    /** As the server does: who does not know what ids it made begins somewhere else. */
    private long skipped(Standing standing, Meta before) {
        boolean forgetful =
                standing instanceof Standing.Amnesiac || standing instanceof Standing.Empty;
        return forgetful || before.lives().isUnknown()
                ? machine.rng().stream("ids", machine.starts()).between(0, 1L << 32)
                : 0;
    }

    /** C9, for P9: who lacks something that the disk once held says so. */
    private void requireNothingForgotten(Standing standing, Zxid last) {
        boolean intact = standing instanceof Standing.Intact;
        if (intact && votes() && last.value() < machine.disks().vouched()) {
            throw new ViolationException(
                    "C9",
                    "member %s held %x and calls itself intact at %x"
                            .formatted(seat.id(), machine.disks().vouched(), last.value()));
        }
        boolean isFirst = standing instanceof Standing.Empty && machine.disks().vouched() == 0;
        boolean doubts = !intact && !isFirst && !machine.disks().areNew();
        if (doubts && !machine.disks().isHarmed() && !machine.volumes().failedSyncLately()) {
            throw new ViolationException(
                    "C9", "member " + seat.id() + " doubts an undamaged disk: " + reason(standing));
        }
    }

    private static String reason(Standing standing) {
        return switch (standing) {
            case Standing.Intact _ -> "";
            case Standing.Suspect suspect -> suspect.reason();
            case Standing.Empty _ -> "it is empty";
            case Standing.Amnesiac amnesiac -> amnesiac.reason();
        };
    }

    private static ZabStart zab(MemberStart start, Standing standing) {
        Epochs epochs = start.epochs().epochs();
        return new ZabStart(
                new Epoch(epochs.accepted()),
                new Epoch(epochs.current()),
                start.last(),
                start.loaded().snapshot().map(SnapshotName::zxid).orElse(Zxid.ZERO),
                switch (standing.doubt()) {
                    case NONE -> ZabStart.Standing.INTACT;
                    case SUSPECT -> ZabStart.Standing.SUSPECT;
                    case EMPTY -> ZabStart.Standing.EMPTY;
                    case AMNESIAC -> ZabStart.Standing.AMNESIAC;
                });
    }
}
