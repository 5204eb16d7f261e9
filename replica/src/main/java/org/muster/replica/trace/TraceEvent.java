package org.muster.replica.trace;

import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.zab.ZabPhase;

/** Something rare that a member's logic did. */
public sealed interface TraceEvent {

    /** By what name a simulator counts it. */
    default String mark() {
        return switch (this) {
            case FirstTtlZnode _ -> "core: first TTL znode";
            case WriteThrottled _ -> "core: write throttled";
            case WriteDropped _ -> "core: write of a lost connection dropped";
            case SessionExpired(SessionId _, boolean connected) ->
                    connected ? "core: connected session expired" : "core: session expired";
            case StateDiffers(Zxid _, boolean proven) ->
                    proven ? "core: own state refuted" : "core: state differs from another's";
            case SessionMoved _ -> "core: session moved to another connection";
            case RoleTaken(ZabPhase phase) ->
                    switch (phase) {
                        case ZabPhase.Looking _ -> "core: leader lost";
                        case ZabPhase.Leading _ -> "core: office taken";
                        case ZabPhase.Following _ -> "core: leader found";
                    };
        };
    }

    /** The first TTL znode in this life of the process was decided on. */
    record FirstTtlZnode(ZPath path) implements TraceEvent {}

    /** A write was refused because nobody looked at it in time. */
    record WriteThrottled(SessionId session) implements TraceEvent {}

    /** A write was dropped because its connection or its session was gone. */
    record WriteDropped(SessionId session) implements TraceEvent {}

    /** A session ended by silence, still connected or not. */
    record SessionExpired(SessionId session, boolean connected) implements TraceEvent {}

    /**
     * The state after {@code zxid} is not the one that whoever proposed it had.
     *
     * @param proven whether that was a Muster, so that this member's state is wrong and it stops
     */
    record StateDiffers(Zxid zxid, boolean proven) implements TraceEvent {}

    /** A member of an ensemble goes on in another phase. */
    record RoleTaken(ZabPhase phase) implements TraceEvent {}

    /** A session took another connection while it had one. */
    record SessionMoved(SessionId session) implements TraceEvent {}
}
