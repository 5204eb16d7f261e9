package org.muster.replica.trace;

import org.jspecify.annotations.Nullable;
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
            case ConnectionCut(String _, Cause cause) -> "front: a client " + cause.what();
            case FrontFull _ -> "front: too much is outstanding";
            case IdentityRefused _ -> "front: identity refused";
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

    /** A front has given up the connection from {@code remote}. */
    record ConnectionCut(String remote, Cause cause) implements TraceEvent {}

    /** Why a front gives up a connection. */
    enum Cause {
        /** Nothing came within the deadline for a handshake. */
        SILENT("never asked for a session"),
        /** Its first frame is no handshake. */
        UNREADABLE("asked for a session in no known way"),
        /** It must find a member that knows what it has seen. */
        AHEAD("has seen more than this server knows"),
        /** It must still find another member in time. */
        LEADERLESS("waited too long for a leader"),
        /** What it asked for fills the memory. */
        SLOW("takes its replies too slowly"),
        /** It has not been read from for twice its timeout. */
        STUCK("has taken no replies for twice its session's timeout");

        private final String what;

        Cause(String what) {
            this.what = what;
        }

        /** What the client did, for people. */
        public String what() {
            return what;
        }
    }

    /**
     * A front reads from nobody who waits for replies until half of what is outstanding is gone.
     */
    record FrontFull(long requests, long bytes) implements TraceEvent {}

    /** The client at {@code remote} cannot be identified by {@code scheme}, and is closed. */
    record IdentityRefused(String remote, @Nullable String scheme) implements TraceEvent {}

    /** A member of an ensemble goes on in another phase. */
    record RoleTaken(ZabPhase phase) implements TraceEvent {}

    /** A session took another connection while it had one. */
    record SessionMoved(SessionId session) implements TraceEvent {}
}
