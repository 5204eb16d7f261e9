package org.muster.sim.host;

import org.muster.model.ServerId;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.peer.PeerMessage;
import org.muster.model.peer.UnknownMessage;
import org.muster.sim.world.ViolationException;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.peer.LeaderPackets;
import org.muster.wire.peer.LearnerPackets;
import org.muster.wire.peer.NotificationCodec;
import org.muster.wire.peer.PeerStream;

/** What becomes of messages between members that are written and read as bytes. */
final class PeerCodecs {
    private static final int LENGTH_BYTES = 4;
    private static final int MAX_PACKET_BYTES = 8 << 20;

    private PeerCodecs() {}

    /** The message as its receiver reads it; the parts of a snapshot have a format of their own. */
    static PeerMessage throughWire(PeerMessage message) {
        ByteWriter out = new ByteWriter();
        try {
            return switch (message) {
                case FromLeader.SnapshotPart _, FromLeader.SnapshotEnd _ -> message;
                case Beat _, UnknownMessage _ -> message;
                case FromLeader fromLeader -> {
                    LeaderPackets.write(out, fromLeader);
                    yield LeaderPackets.read(out.array(), 0, whole(out));
                }
                case FromLearner fromLearner -> {
                    LearnerPackets.write(out, fromLearner);
                    yield LearnerPackets.read(out.array(), 0, whole(out));
                }
            };
        } catch (MalformedException malformed) {
            throw new ViolationException("C1", message + " cannot be read: " + malformed);
        }
    }

    private static int whole(ByteWriter out) throws MalformedException {
        int length = PeerStream.ofPacket(out.array(), 0, out.length(), MAX_PACKET_BYTES);
        if (length != out.length()) {
            throw new ViolationException(
                    "C1", "a packet of " + out.length() + " bytes is cut at " + length);
        }
        return length;
    }

    static Notification throughWire(ServerId sender, Notification notification) {
        ByteWriter out = new ByteWriter();
        NotificationCodec.write(out, notification);
        try {
            return NotificationCodec.read(
                    sender, out.array(), LENGTH_BYTES, out.length() - LENGTH_BYTES);
        } catch (MalformedException malformed) {
            throw new ViolationException("C1", notification + " cannot be read: " + malformed);
        }
    }
}
