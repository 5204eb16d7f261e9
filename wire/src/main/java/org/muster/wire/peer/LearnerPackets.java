package org.muster.wire.peer;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.TouchedSession;
import org.muster.model.peer.UnknownMessage;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** The packets that a learner sends to its leader. */
public final class LearnerPackets {
    /** The protocol version of a learner that names none. */
    private static final int BEFORE_VERSIONS = 1;

    private static final int EPOCH_PROMISED_BEFORE = -1;

    private LearnerPackets() {}

    /** What the packet of {@code length} bytes of {@code source} from {@code offset} on says. */
    public static FromLearner read(byte[] source, int offset, int length)
            throws MalformedException {
        Packet packet = Packet.open(source, offset, length);
        return switch (packet.type()) {
            case PacketType.ACK -> new FromLearner.Ack(packet.zxid());
            case PacketType.ACK_UP_TO -> new FromLearner.AckUpTo(packet.zxid());
            case PacketType.REQUEST -> readRequest(packet);
            case PacketType.PING -> readPingReply(packet);
            case PacketType.BEAT -> SharedPackets.readBeat(packet);
            case PacketType.REVALIDATE -> {
                ByteReader in = packet.require();
                yield new FromLearner.Revalidate(new SessionId(in.readLong()), in.readInt());
            }
            case PacketType.FOLLOWER_INFO -> new FromLearner.FollowerInfo(readInfo(packet));
            case PacketType.OBSERVER_INFO -> new FromLearner.ObserverInfo(readInfo(packet));
            case PacketType.ACK_EPOCH -> readAckEpoch(packet);
            default -> new UnknownMessage(packet.type());
        };
    }

    /** Appends the packet that says {@code message}, which is none of an unknown type. */
    public static void write(ByteWriter out, FromLearner message) {
        if (message instanceof FromLearner.Ack ack) {
            Packet.bare(out, PacketType.ACK, ack.zxid());
        } else if (message instanceof FromLearner.AckUpTo ack) {
            Packet.bare(out, PacketType.ACK_UP_TO, ack.zxid());
        } else if (message instanceof FromLearner.Request request) {
            writeRequest(out, request);
        } else if (message instanceof Beat beat) {
            SharedPackets.writeBeat(out, beat);
        } else if (message instanceof FromLearner.PingReply reply) {
            int start = Packet.begin(out, PacketType.PING, reply.zxid());
            reply.touched().forEach(touched -> SharedPackets.writeTouched(out, touched));
            Packet.end(out, start);
        } else if (message instanceof FromLearner.Revalidate revalidate) {
            int start = Packet.begin(out, PacketType.REVALIDATE, Packet.NO_ZXID);
            out.writeLong(revalidate.session().value());
            out.writeInt(revalidate.timeoutMs());
            Packet.end(out, start);
        } else {
            writeHandshake(out, message);
        }
    }

    private static void writeHandshake(ByteWriter out, FromLearner message) {
        if (message instanceof FromLearner.FollowerInfo follower) {
            writeInfo(out, PacketType.FOLLOWER_INFO, follower.info());
        } else if (message instanceof FromLearner.ObserverInfo observer) {
            writeInfo(out, PacketType.OBSERVER_INFO, observer.info());
        } else if (message instanceof FromLearner.AckEpoch ack) {
            writeAckEpoch(out, ack);
        } else {
            throw new IllegalArgumentException("not to be sent: " + message);
        }
    }

    private static FromLearner.Request readRequest(Packet packet) throws MalformedException {
        ByteReader in = packet.require();
        SessionId session = new SessionId(in.readLong());
        int cxid = in.readInt();
        int type = in.readInt();
        Bytes payload = Packet.rest(in);
        Zxid attachment = packet.zxid().equals(Packet.NO_ZXID) ? null : packet.zxid();
        return new FromLearner.Request(session, cxid, type, payload, packet.ids(), attachment);
    }

    private static void writeRequest(ByteWriter out, FromLearner.Request request) {
        Zxid attachment = request.attachment();
        int start =
                Packet.begin(
                        out, PacketType.REQUEST, attachment == null ? Packet.NO_ZXID : attachment);
        out.writeLong(request.session().value());
        out.writeInt(request.cxid());
        out.writeInt(request.type());
        out.writeRaw(request.payload());
        Packet.end(out, start, request.ids());
    }

    private static FromLearner.PingReply readPingReply(Packet packet) throws MalformedException {
        ByteReader in = packet.require();
        if (in.remaining() % SharedPackets.TOUCHED_BYTES != 0) {
            throw MalformedException.illegal(in.remaining() + " bytes of touched sessions");
        }
        List<TouchedSession> touched =
                new ArrayList<>(in.remaining() / SharedPackets.TOUCHED_BYTES);
        while (in.remaining() > 0) {
            touched.add(SharedPackets.readTouched(in));
        }
        return new FromLearner.PingReply(packet.zxid(), touched);
    }

    /** Old learners end early; only one that does not even tell its id is refused. */
    private static LearnerInfo readInfo(Packet packet) throws MalformedException {
        ByteReader in = packet.require();
        ServerId sid = new ServerId(in.readLong());
        int protocolVersion = in.remaining() < 4 ? BEFORE_VERSIONS : in.readInt();
        long configVersion = in.remaining() < 8 ? 0 : in.readLong();
        return new LearnerInfo(
                Epoch.of(packet.zxid()),
                sid,
                protocolVersion,
                configVersion,
                Extension.read(in).announcement());
    }

    private static void writeInfo(ByteWriter out, int type, LearnerInfo info) {
        int start = Packet.begin(out, type, info.accepted().start());
        out.writeLong(info.sid().value());
        out.writeInt(info.protocolVersion());
        out.writeLong(info.configVersion());
        if (info.announcement() != null) {
            Extension.of(info.announcement()).write(out);
        }
        Packet.end(out, start);
    }

    private static FromLearner.AckEpoch readAckEpoch(Packet packet) throws MalformedException {
        ByteReader in = packet.require();
        int current = in.readInt();
        Extension extension = Extension.read(in);
        return new FromLearner.AckEpoch(
                current == EPOCH_PROMISED_BEFORE ? null : new Epoch(current),
                packet.zxid(),
                extension.incarnation(),
                extension.wantsAll());
    }

    private static void writeAckEpoch(ByteWriter out, FromLearner.AckEpoch ack) {
        int start = Packet.begin(out, PacketType.ACK_EPOCH, ack.last());
        Epoch current = ack.current();
        out.writeInt(current == null ? EPOCH_PROMISED_BEFORE : (int) current.value());
        Incarnation incarnation = ack.incarnation();
        if (incarnation != null) {
            Extension.of(incarnation, ack.wantsAll()).write(out);
        }
        Packet.end(out, start);
    }
}
