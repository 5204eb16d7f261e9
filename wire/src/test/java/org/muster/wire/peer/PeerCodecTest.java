package org.muster.wire.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Epoch;
import org.muster.model.Property;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.Notification;
import org.muster.model.peer.UnknownMessage;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** What is written is read back; what is not whole, or not right, is one typed error. */
final class PeerCodecTest {
    private static final int LIMIT = 4096;

    /** One kind of unit on a connection: how it is drawn, cut off the stream, read and written. */
    private enum Kind {
        LEARNER {
            @Override
            Object draw(DrawnPeerMessages drawn, ByteWriter out) {
                FromLearner message = drawn.fromLearner();
                LearnerPackets.write(out, message);
                return message;
            }

            @Override
            Object read(byte[] source, int offset, int length) throws MalformedException {
                return LearnerPackets.read(source, offset, length);
            }
        },
        LEADER {
            @Override
            Object draw(DrawnPeerMessages drawn, ByteWriter out) {
                FromLeader message = drawn.fromLeader();
                LeaderPackets.write(out, message);
                return message;
            }

            @Override
            Object read(byte[] source, int offset, int length) throws MalformedException {
                return LeaderPackets.read(source, offset, length);
            }
        },
        NOTIFICATION {
            @Override
            Object draw(DrawnPeerMessages drawn, ByteWriter out) {
                Notification notification = drawn.notification();
                NotificationCodec.write(out, notification);
                return withSender(notification);
            }

            @Override
            Object read(byte[] source, int offset, int length) throws MalformedException {
                return NotificationCodec.read(new ServerId(7), source, offset + 4, length - 4);
            }

            @Override
            int needed(byte[] source, int offset, int available) throws MalformedException {
                return PeerStream.ofNotification(source, offset, available);
            }
        },
        GREETING {
            @Override
            Object draw(DrawnPeerMessages drawn, ByteWriter out) {
                ElectionGreeting greeting = drawn.greeting();
                GreetingCodec.write(out, greeting);
                return greeting;
            }

            @Override
            Object read(byte[] source, int offset, int length) throws MalformedException {
                return GreetingCodec.read(source, offset, length);
            }

            @Override
            int needed(byte[] source, int offset, int available) throws MalformedException {
                return PeerStream.ofGreeting(source, offset, available);
            }
        };

        abstract Object draw(DrawnPeerMessages drawn, ByteWriter out);

        abstract Object read(byte[] source, int offset, int length) throws MalformedException;

        int needed(byte[] source, int offset, int available) throws MalformedException {
            return PeerStream.ofPacket(source, offset, available, LIMIT);
        }

        static Kind any(RandomGenerator random) {
            return values()[random.nextInt(values().length)];
        }
    }

    private static Notification withSender(Notification n) {
        return new Notification(
                new ServerId(7),
                n.state(),
                n.vote(),
                n.electionEpoch(),
                n.format(),
                n.config(),
                n.announcement());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Property.holds(
                20_000,
                random -> {
                    ByteWriter out = new ByteWriter();
                    out.writeInt(random.nextInt()); // a unit need not begin the buffer
                    Kind kind = Kind.any(random);
                    Object drawn = kind.draw(new DrawnPeerMessages(random), out);
                    assertEquals(drawn, kind.read(out.array(), 4, out.length() - 4));
                });
    }

    @Test
    void aConnectionIsCutIntoItsUnitsHoweverItArrives() {
        Property.holds(
                5_000,
                random -> {
                    Kind kind = Kind.any(random);
                    ByteWriter out = new ByteWriter();
                    kind.draw(new DrawnPeerMessages(random), out);
                    int length = out.length();
                    out.writeLong(random.nextLong()); // the next unit has begun
                    for (int there = 0; there < length; there++) {
                        int needed = kind.needed(out.toArray(), 0, there);
                        assertTrue(needed > there && needed <= length, kind + " " + there);
                    }
                    for (int there = length; there <= out.length(); there++) {
                        assertEquals(length, kind.needed(out.toArray(), 0, there));
                    }
                });
    }

    /** Of a packet. A notification's length decides what it is, and has tests of its own. */
    @Test
    void aTruncatedPacketIsATypedError() {
        Property.holds(
                3_000,
                random -> {
                    Kind kind = random.nextBoolean() ? Kind.LEARNER : Kind.LEADER;
                    ByteWriter out = new ByteWriter();
                    kind.draw(new DrawnPeerMessages(random), out);
                    byte[] bytes = out.toArray();
                    for (int end = 0; end < bytes.length; end++) {
                        byte[] cut = Arrays.copyOf(bytes, end);
                        assertTrue(
                                assertThrows(
                                                MalformedException.class,
                                                () -> kind.read(cut, 0, cut.length))
                                        .isTruncated());
                    }
                    byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
                    assertFalse(
                            assertThrows(
                                            MalformedException.class,
                                            () -> kind.read(more, 0, more.length))
                                    .isTruncated());
                });
    }

    @Test
    void anyBytesGiveAValueOrOneTypedError() {
        Property.holds(
                100_000,
                random -> {
                    Kind kind = Kind.any(random);
                    ByteWriter out = new ByteWriter();
                    kind.draw(new DrawnPeerMessages(random), out);
                    byte[] bytes = out.toArray();
                    for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                        bytes[random.nextInt(bytes.length)] =
                                (byte) (random.nextBoolean() ? 0x7f : random.nextInt());
                    }
                    try {
                        assertTrue(kind.needed(bytes, 0, bytes.length) > 0);
                        assertNotNull(kind.read(bytes, 0, bytes.length));
                    } catch (MalformedException typed) {
                        assertNotNull(typed.getMessage());
                    }
                });
    }

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

    @Test
    void aStateArrivesInAnyPieces() {
        Property.holds(
                2_000,
                random -> {
                    List<SnapshotRecord> state = new DrawnPeerMessages(random).state();
                    byte[] bytes = stream(state);
                    StateStreamReader reader = new StateStreamReader(bytes.length);
                    List<SnapshotRecord> read = new ArrayList<>();
                    int from = 0;
                    int there = 0;
                    while (there < bytes.length) {
                        assertFalse(reader.isComplete());
                        there = Math.min(bytes.length, there + 1 + random.nextInt(60));
                        from += reader.read(bytes, from, there - from, read);
                    }
                    assertTrue(reader.isComplete());
                    assertEquals(bytes.length, from);
                    assertEquals(state, read);
                });
    }

    @Test
    void aDamagedStateIsOneTypedErrorAndNoMoreThanItsLimitIsKept() {
        Property.holds(
                20_000,
                random -> {
                    byte[] bytes = stream(new DrawnPeerMessages(random).state());
                    for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                        bytes[random.nextInt(bytes.length)] =
                                (byte) (random.nextBoolean() ? 0x7f : random.nextInt());
                    }
                    StateStreamReader reader = new StateStreamReader(512);
                    try {
                        int used = reader.read(bytes, 0, bytes.length, new ArrayList<>());
                        assertTrue(reader.isComplete() || bytes.length - used <= 512);
                    } catch (MalformedException typed) {
                        assertFalse(typed.isTruncated());
                    }
                });
    }

    private static byte[] stream(List<SnapshotRecord> state) {
        ByteWriter out = new ByteWriter();
        assertTrue(new StateStreamWriter(state.iterator()).step(out, Integer.MAX_VALUE));
        return out.toArray();
    }
}
