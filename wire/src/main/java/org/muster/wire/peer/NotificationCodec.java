package org.muster.wire.peer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** Notifications on an election connection, of all releases. */
public final class NotificationCodec {
    private static final int WITHOUT_EPOCH_BYTES = 28;
    private static final int WITHOUT_FORMAT_BYTES = 40;

    private NotificationCodec() {}

    /**
     * The notification of {@code sender} that is {@code length} bytes of {@code source} from {@code
     * offset} on, its length in front not among them.
     */
    public static Notification read(ServerId sender, byte[] source, int offset, int length)
            throws MalformedException {
        ByteReader in = new ByteReader(source, offset, length);
        MemberState state = stateOf(in.readInt());
        ServerId leader = new ServerId(in.readLong());
        Zxid zxid = new Zxid(in.readLong());
        long electionEpoch = in.readLong();
        Epoch peerEpoch = length == WITHOUT_EPOCH_BYTES ? Epoch.of(zxid) : new Epoch(in.readLong());
        Vote vote = new Vote(leader, zxid, peerEpoch);
        if (length == WITHOUT_EPOCH_BYTES || length == WITHOUT_FORMAT_BYTES) {
            return new Notification(sender, state, vote, electionEpoch, 0, null, null, null);
        }
        int format = in.readInt();
        if (format < Notification.FORMAT) {
            return new Notification(sender, state, vote, electionEpoch, format, null, null, null);
        }
        String config = in.requireString();
        Extension extension = Extension.read(in);
        return new Notification(
                sender,
                state,
                vote,
                electionEpoch,
                format,
                config.isEmpty() ? null : config,
                extension.announcement(),
                extension.blank());
    }

    /** Appends {@code notification} with its length in front. */
    public static void write(ByteWriter out, Notification notification) {
        Vote vote = notification.vote();
        int frame = out.beginFrame();
        out.writeInt(codeOf(notification.state()));
        out.writeLong(vote.leader().value());
        out.writeLong(vote.zxid().value());
        out.writeLong(notification.electionEpoch());
        out.writeLong(vote.peerEpoch().value());
        out.writeInt(notification.format());
        @Nullable String config = notification.config();
        byte[] text = config == null ? new byte[0] : config.getBytes(StandardCharsets.UTF_8);
        out.writeBuffer(text, 0, text.length);
        if (notification.announcement() != null) {
            Extension.of(notification.announcement(), notification.blank()).write(out);
        }
        out.endFrame(frame);
    }

    private static MemberState stateOf(int code) throws MalformedException {
        return switch (code) {
            case 0 -> MemberState.LOOKING;
            case 1 -> MemberState.FOLLOWING;
            case 2 -> MemberState.LEADING;
            case 3 -> MemberState.OBSERVING;
            default -> throw MalformedException.illegal("member state " + code);
        };
    }

    private static int codeOf(MemberState state) {
        return switch (state) {
            case LOOKING -> 0;
            case FOLLOWING -> 1;
            case LEADING -> 2;
            case OBSERVING -> 3;
        };
    }
}
