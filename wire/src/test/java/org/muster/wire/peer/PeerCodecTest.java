package org.muster.wire.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.ServerId;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
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
                n.announcement(),
                n.blank());
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
}
