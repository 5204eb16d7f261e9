package org.muster.wire.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.model.peer.Beat;
import org.muster.model.peer.StateDigest;
import org.muster.model.peer.TouchedSession;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** What both directions have. */
final class SharedPackets {
    static final int TOUCHED_BYTES = 12;

    private SharedPackets() {}

    static Beat readBeat(Packet packet) throws MalformedException {
        ByteReader in = packet.require();
        long sentNs = in.readLong();
        long echoNs = in.readLong();
        long heldNs = in.readLong();
        long quorumAgeNs = in.readLong();
        @Nullable StateDigest state = in.readBool() ? Extension.readState(in) : null;
        List<TouchedSession> touched = in.requireVector(TOUCHED_BYTES, SharedPackets::readTouched);
        return new Beat(sentNs, echoNs, heldNs, quorumAgeNs, state, touched);
    }

    static void writeBeat(ByteWriter out, Beat beat) {
        int start = Packet.begin(out, PacketType.BEAT, Packet.NO_ZXID);
        out.writeLong(beat.sentNs());
        out.writeLong(beat.echoNs());
        out.writeLong(beat.heldNs());
        out.writeLong(beat.quorumAgeNs());
        StateDigest state = beat.state();
        out.writeBool(state != null);
        if (state != null) {
            Extension.writeState(out, state);
        }
        out.writeVector(beat.touched(), SharedPackets::writeTouched);
        Packet.end(out, start);
    }

    static TouchedSession readTouched(ByteReader in) throws MalformedException {
        return new TouchedSession(new SessionId(in.readLong()), in.readInt());
    }

    static void writeTouched(ByteWriter out, TouchedSession touched) {
        out.writeLong(touched.session().value());
        out.writeInt(touched.timeoutMs());
    }
}
