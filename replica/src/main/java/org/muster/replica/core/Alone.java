package org.muster.replica.core;

import java.util.List;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Features;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.Membership;
import org.muster.zab.Zab;
import org.muster.zab.ZabConfig;
import org.muster.zab.ZabStart;

/** The consensus of a standalone server: an ensemble of one, without promises or peers. */
final class Alone {
    private static final ServerId SELF = new ServerId(1);

    /** Nobody lags behind, so no history is kept in memory. */
    private static final ZabConfig.Limits NO_HISTORY = new ZabConfig.Limits(0, 0, false);

    private Alone() {}

    /** Leads on from {@code last}. */
    static Zab of(Zxid last, int tickTimeMs, Now now) {
        ZabConfig config =
                new ZabConfig(
                        SELF,
                        new Membership(0, List.of(SELF), List.of(), List.of()),
                        "",
                        new Announcement(Features.NONE, Incarnation.FIRST),
                        ZabConfig.Timing.of(tickTimeMs, 1, 1),
                        NO_HISTORY);
        Epoch epoch = Epoch.of(last);
        return Zab.alone(
                config, new ZabStart(epoch, epoch, last, last, ZabStart.Standing.INTACT), now);
    }
}
