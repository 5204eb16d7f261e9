package org.muster.wire.peer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.StateDigest;
import org.muster.model.peer.UnknownMessage;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The packets that a leader sends to a learner. The state behind SNAP is no packet: see {@link
 * StateStreamReader}.
 */
public final class LeaderPackets {
    /** Shorter than this the data of NEWLEADER is no configuration, as in the reference. */
    private static final int MIN_CONFIG_BYTES = 2;

    private LeaderPackets() {}

    /** What the packet of {@code length} bytes of {@code source} from {@code offset} on says. */
    public static FromLeader read(byte[] source, int offset, int length) throws MalformedException {
        Packet packet = Packet.open(source, offset, length);
        Zxid zxid = packet.zxid();
        return switch (packet.type()) {
            case PacketType.PROPOSAL -> new FromLeader.Proposal(zxid, txn(packet));
            case PacketType.COMMIT -> new FromLeader.Commit(zxid);
            case PacketType.COMMIT_UP_TO -> new FromLeader.CommitUpTo(zxid);
            case PacketType.INFORM -> new FromLeader.Inform(zxid, txn(packet));
            case PacketType.PING -> new FromLeader.Ping(zxid);
            case PacketType.BEAT -> SharedPackets.readBeat(packet);
            case PacketType.SYNC -> new FromLeader.Synced();
            case PacketType.REVALIDATE -> {
                ByteReader in = packet.require();
                yield new FromLeader.Revalidated(new SessionId(in.readLong()), in.readBool());
            }
            case PacketType.COMMIT_AND_ACTIVATE ->
                    new FromLeader.CommitAndActivate(zxid, sid(packet));
            case PacketType.INFORM_AND_ACTIVATE ->
                    new FromLeader.InformAndActivate(zxid, sid(packet), txn(packet));
            default -> readPhase(packet);
        };
    }

    private static FromLeader readPhase(Packet packet) throws MalformedException {
        Zxid zxid = packet.zxid();
        return switch (packet.type()) {
            case PacketType.LEADER_INFO -> readLeaderInfo(packet);
            case PacketType.DIFF -> new FromLeader.Diff(zxid);
            case PacketType.TRUNC -> new FromLeader.Trunc(zxid);
            case PacketType.SNAP -> new FromLeader.Snap(zxid);
            case PacketType.NEW_LEADER -> readNewLeader(packet);
            case PacketType.UP_TO_DATE -> new FromLeader.UpToDate();
            case PacketType.TAKE_OVER -> new FromLeader.TakeOver(sid(packet));
            default -> new UnknownMessage(packet.type());
        };
    }

    /** Appends the packet that says {@code message}; no part of a snapshot, no unknown type. */
    public static void write(ByteWriter out, FromLeader message) {
        if (message instanceof FromLeader.Proposal proposal) {
            writeTxn(out, PacketType.PROPOSAL, proposal.zxid(), proposal.txn());
        } else if (message instanceof FromLeader.Commit commit) {
            Packet.bare(out, PacketType.COMMIT, commit.zxid());
        } else if (message instanceof FromLeader.CommitUpTo commit) {
            Packet.bare(out, PacketType.COMMIT_UP_TO, commit.zxid());
        } else if (message instanceof FromLeader.Inform inform) {
            writeTxn(out, PacketType.INFORM, inform.zxid(), inform.txn());
        } else if (message instanceof Beat beat) {
            SharedPackets.writeBeat(out, beat);
        } else if (message instanceof FromLeader.Ping ping) {
            Packet.bare(out, PacketType.PING, ping.proposed());
        } else if (message instanceof FromLeader.Synced) {
            Packet.bare(out, PacketType.SYNC, Zxid.ZERO);
        } else if (message instanceof FromLeader.Revalidated answer) {
            int start = Packet.begin(out, PacketType.REVALIDATE, Packet.NO_ZXID);
            out.writeLong(answer.session().value());
            out.writeBool(answer.valid());
            Packet.end(out, start);
        } else {
            writePhase(out, message);
        }
    }

    private static void writePhase(ByteWriter out, FromLeader message) {
        if (message instanceof FromLeader.LeaderInfo info) {
            writeLeaderInfo(out, info);
        } else if (message instanceof FromLeader.Diff diff) {
            Packet.bare(out, PacketType.DIFF, diff.zxid());
        } else if (message instanceof FromLeader.Trunc trunc) {
            Packet.bare(out, PacketType.TRUNC, trunc.zxid());
        } else if (message instanceof FromLeader.Snap snap) {
            Packet.bare(out, PacketType.SNAP, snap.zxid());
        } else if (message instanceof FromLeader.NewLeader leader) {
            writeNewLeader(out, leader);
        } else if (message instanceof FromLeader.UpToDate) {
            Packet.bare(out, PacketType.UP_TO_DATE, Packet.NO_ZXID);
        } else if (message instanceof FromLeader.CommitAndActivate commit) {
            writeSid(out, PacketType.COMMIT_AND_ACTIVATE, commit.zxid(), commit.designated());
        } else if (message instanceof FromLeader.TakeOver takeOver) {
            writeSid(out, PacketType.TAKE_OVER, Packet.NO_ZXID, takeOver.heir());
        } else if (message instanceof FromLeader.InformAndActivate inform) {
            int start = Packet.begin(out, PacketType.INFORM_AND_ACTIVATE, inform.zxid());
            out.writeLong(inform.designated().value());
            out.writeRaw(inform.txn());
            Packet.end(out, start);
        } else {
            throw new IllegalArgumentException("no packet: " + message);
        }
    }

    private static Bytes txn(Packet packet) throws MalformedException {
        return Packet.rest(packet.require());
    }

    private static void writeTxn(ByteWriter out, int type, Zxid zxid, Bytes txn) {
        int start = Packet.begin(out, type, zxid);
        out.writeRaw(txn);
        Packet.end(out, start);
    }

    private static ServerId sid(Packet packet) throws MalformedException {
        return new ServerId(packet.require().readLong());
    }

    private static void writeSid(ByteWriter out, int type, Zxid zxid, ServerId sid) {
        int start = Packet.begin(out, type, zxid);
        out.writeLong(sid.value());
        Packet.end(out, start);
    }

    private static FromLeader.LeaderInfo readLeaderInfo(Packet packet) throws MalformedException {
        ByteReader in = packet.require();
        int protocolVersion = in.readInt();
        return new FromLeader.LeaderInfo(
                Epoch.of(packet.zxid()), protocolVersion, Extension.read(in).announcement());
    }

    private static void writeLeaderInfo(ByteWriter out, FromLeader.LeaderInfo info) {
        int start = Packet.begin(out, PacketType.LEADER_INFO, info.epoch().start());
        out.writeInt(info.protocolVersion());
        if (info.announcement() != null) {
            Extension.of(info.announcement()).write(out);
        }
        Packet.end(out, start);
    }

    /** The text has no length of its own; the extension's mark, which no text holds, ends it. */
    private static FromLeader.NewLeader readNewLeader(Packet packet) throws MalformedException {
        Epoch epoch = Epoch.of(packet.zxid());
        ByteReader in = packet.data();
        if (in == null) {
            return new FromLeader.NewLeader(epoch, null, null);
        }
        byte[] data = Packet.rest(in).toArray();
        int end = markIn(data);
        String config =
                end < MIN_CONFIG_BYTES ? null : new String(data, 0, end, StandardCharsets.UTF_8);
        ByteReader behind = new ByteReader(data, end, data.length - end);
        return new FromLeader.NewLeader(epoch, config, Extension.read(behind).state());
    }

    private static int markIn(byte[] data) throws MalformedException {
        ByteReader in = new ByteReader(data);
        for (int at = 0; at + 8 <= data.length; at++) {
            in.seek(at);
            if (data[at] == (byte) 0xff && in.readLong() == Extension.MARK) {
                return at;
            }
        }
        return data.length;
    }

    private static void writeNewLeader(ByteWriter out, FromLeader.NewLeader leader) {
        @Nullable String config = leader.config();
        @Nullable StateDigest state = leader.state();
        Zxid zxid = leader.epoch().start();
        if (config == null && state == null) {
            Packet.bare(out, PacketType.NEW_LEADER, zxid);
            return;
        }
        int start = Packet.begin(out, PacketType.NEW_LEADER, zxid);
        if (config != null) {
            byte[] text = config.getBytes(StandardCharsets.UTF_8);
            out.writeRaw(text, 0, text.length);
        }
        if (state != null) {
            Extension.of(state).write(out);
        }
        Packet.end(out, start);
    }
}
