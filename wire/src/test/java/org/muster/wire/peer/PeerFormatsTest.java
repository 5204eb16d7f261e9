package org.muster.wire.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.Notification;
import org.muster.model.peer.UnknownMessage;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** What peers of any age may send: lengths, addresses, versions and types, taken or refused. */
final class PeerFormatsTest {
    private static final int LIMIT = 4096;

    /** Type, zxid, length of the data, then perhaps data and a count of identities. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002 0000000100000001 7fffffff",
                "00000002 0000000100000001 00001001",
                "00000002 0000000100000001 fffffffe",
                "00000001 0000000100000001 ffffffff 7fffffff",
                "00000001 0000000100000001 00000000 00000201",
                "00000001 0000000100000001 ffffffff 00000001 00000ffa ffffffff",
                "00000001 0000000100000001 ffffffff 00000001 80000000 ffffffff"
            })
    void aLengthBeyondTheLimitIsRefusedBeforeItIsWaitedFor(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertFalse(
                assertThrows(
                                MalformedException.class,
                                () -> PeerStream.ofPacket(bytes, 0, bytes.length, LIMIT))
                        .isTruncated());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, PeerStream.MAX_NOTIFICATION_BYTES + 1})
    void aNotificationsLengthHasLimits(int length) {
        ByteWriter out = new ByteWriter();
        out.writeInt(length);
        assertThrows(
                MalformedException.class, () -> PeerStream.ofNotification(out.toArray(), 0, 4));
    }

    @ParameterizedTest
    @CsvSource({
        // bytes, format written, format read (-1: refused), epoch read
        "20, 2, -1, 0",
        "27, 2, -1, 0",
        "28, 2,  0, 3",
        "29, 2, -1, 0",
        "36, 2, -1, 0",
        "39, 2, -1, 0",
        "40, 2,  0, 9",
        "40, 0,  0, 9",
        "41, 1,  1, 9",
        "42, 2, -1, 0",
        "44, 0,  0, 9",
        "44, 2,  2, 9",
        "60, 5,  5, 9"
    })
    void notificationsOfEveryLength(int length, int written, int read, long epoch)
            throws MalformedException {
        ByteWriter out = new ByteWriter();
        out.writeInt(1);
        out.writeLong(2);
        out.writeLong(Zxid.of(3, 4).value());
        out.writeLong(1);
        out.writeLong(9);
        out.writeInt(written);
        byte[] bytes = Arrays.copyOf(out.toArray(), length);
        if (read < 0) {
            assertThrows(
                    MalformedException.class,
                    () -> NotificationCodec.read(new ServerId(1), bytes, 0, length));
        } else {
            Notification got = NotificationCodec.read(new ServerId(1), bytes, 0, length);
            assertEquals(read, got.format());
            assertEquals(new Epoch(epoch), got.vote().peerEpoch());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "zk1:3888, 1",
        "[2001:db8::5]:3888, 1",
        "0.0.0.0:3888, 0",
        "[::]:3888, 0",
        "[0:0:0:0:0:0:0:0]:3888, 0",
        "zk1:3888|zk2:3888, 2",
        "0.0.0.0:3888|zk2:3888, 1",
        "zk1, -1",
        "zk1:, -1",
        ":3888, -1",
        "zk1:x, -1",
        "zk1:65536, -1",
        "zk1:-1, -1",
        "zk1:1:2, -1",
        "2001:db8::5:3888, -1",
        "[zk1:3888, -1",
        "[zk1]3888, -1",
        "zk1:3888|, -1"
    })
    void addressesOfAGreeting(String text, int usable) throws MalformedException {
        ByteWriter out = new ByteWriter();
        out.writeLong(-65535);
        out.writeLong(2);
        out.writeString(text);
        if (usable < 0) {
            assertThrows(
                    MalformedException.class,
                    () -> GreetingCodec.read(out.array(), 0, out.length()));
        } else {
            List<HostPort> addresses = GreetingCodec.read(out.array(), 0, out.length()).addresses();
            assertEquals(usable, addresses.size());
        }
    }

    @Test
    void aGreetingOfNobodyOrOfAnUnknownVersionIsRefused() {
        for (long first : new long[] {Long.MAX_VALUE, -1, -65534, Long.MIN_VALUE}) {
            ByteWriter out = new ByteWriter();
            out.writeLong(first);
            out.writeLong(2);
            out.writeString("zk1:3888");
            assertThrows(
                    MalformedException.class,
                    () -> GreetingCodec.read(out.array(), 0, out.length()));
        }
    }

    @ParameterizedTest
    @CsvSource({"7, -1, 0", "8, 1, 0", "11, 1, 0", "12, 65536, 0", "19, 65536, 0", "20, 65536, 5"})
    void learnersOfEveryAge(int length, int protocolVersion, long configVersion)
            throws MalformedException {
        ByteWriter info = new ByteWriter();
        info.writeLong(3);
        info.writeInt(LearnerInfo.PROTOCOL);
        info.writeLong(5);
        ByteWriter out = new ByteWriter();
        int start = Packet.begin(out, PacketType.FOLLOWER_INFO, new Epoch(2).start());
        out.writeRaw(info.array(), 0, length);
        Packet.end(out, start);
        if (protocolVersion < 0) {
            assertThrows(
                    MalformedException.class,
                    () -> LearnerPackets.read(out.array(), 0, out.length()));
            return;
        }
        LearnerInfo expected =
                new LearnerInfo(
                        new Epoch(2), new ServerId(3), protocolVersion, configVersion, null);
        assertEquals(
                new FromLearner.FollowerInfo(expected),
                LearnerPackets.read(out.array(), 0, out.length()));
    }

    @Test
    void entriesOfAFutureReleaseAreSkipped() throws MalformedException {
        String offer =
                "ff4d757374657201 00000030"
                        + "00000063 00000004 01020304"
                        + "00000001 00000008 0000000000000005"
                        + "00000002 0000000c 0000000000000009 01020304";
        byte[] bytes =
                HexFormat.of()
                        .parseHex(
                                ("00000011 0000000100000000 00000040 00010000" + offer + "ffffffff")
                                        .replace(" ", ""));
        FromLeader.LeaderInfo read =
                (FromLeader.LeaderInfo) LeaderPackets.read(bytes, 0, bytes.length);
        assertNotNull(read.announcement());
        assertEquals(5, read.announcement().features().bits());
        assertEquals(9, read.announcement().incarnation().value());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 20, 1005, Integer.MAX_VALUE})
    void unknownTypesAreValues(int type) throws MalformedException {
        ByteWriter out = new ByteWriter();
        Packet.bare(out, type, Zxid.ZERO);
        if (type != PacketType.PING) {
            assertEquals(
                    new UnknownMessage(type), LearnerPackets.read(out.array(), 0, out.length()));
            assertEquals(
                    new UnknownMessage(type), LeaderPackets.read(out.array(), 0, out.length()));
        } else {
            assertThrows(
                    MalformedException.class,
                    () -> LearnerPackets.read(out.array(), 0, out.length()));
        }
    }
}
