package org.muster.wire.peer;

import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * How the bytes of a connection between members divide into what its codecs read.
 *
 * <p>Each method is given what has arrived, the beginning of a unit first, and tells how many bytes
 * must be there to go on. If so many are there already, they are exactly one unit. A length beyond
 * its limit is an error before anything of that length is waited for.
 */
public final class PeerStream {
    /** The longest notification there is, as in the reference. */
    public static final int MAX_NOTIFICATION_BYTES = 512 << 10;

    private static final int MAX_ADDRESS_BYTES = 2048;
    private static final int GREETING_HEAD_BYTES = 20;

    private PeerStream() {}

    /** For the greeting on an election connection. */
    public static int ofGreeting(byte[] source, int offset, int available)
            throws MalformedException {
        ByteReader in = new ByteReader(source, offset, available);
        if (available < 8) {
            return 8;
        }
        if (in.readLong() >= 0) {
            return 8;
        }
        if (available < GREETING_HEAD_BYTES) {
            return GREETING_HEAD_BYTES;
        }
        in.readLong();
        return GREETING_HEAD_BYTES + within(in.readInt(), 1, MAX_ADDRESS_BYTES, "an address");
    }

    /** For a notification with its length in front. */
    public static int ofNotification(byte[] source, int offset, int available)
            throws MalformedException {
        if (available < 4) {
            return 4;
        }
        int length = new ByteReader(source, offset, available).readInt();
        return 4 + within(length, 1, MAX_NOTIFICATION_BYTES, "a notification");
    }

    /**
     * For a packet between learner and leader; its data, and its identities together, may have
     * {@code maxBytes} each.
     */
    public static int ofPacket(byte[] source, int offset, int available, int maxBytes)
            throws MalformedException {
        if (available < Packet.HEADER_BYTES) {
            return Packet.HEADER_BYTES;
        }
        ByteReader in = new ByteReader(source, offset, available);
        in.seek(offset + Packet.HEADER_BYTES - 4);
        int needed =
                Packet.HEADER_BYTES + 4 + within(in.readInt(), -1, maxBytes, "a packet's data");
        if (available < needed) {
            return needed;
        }
        in.seek(offset + needed - 4);
        int count = in.readInt();
        return needed + idBytes(in, count, maxBytes);
    }

    /** How many bytes {@code count} identities take, as far as those that are there tell. */
    private static int idBytes(ByteReader in, int count, int maxBytes) throws MalformedException {
        if (count <= 0) {
            return 0;
        }
        int start = in.position();
        int end = in.position() + in.remaining();
        if ((long) count * Packet.MIN_ID_BYTES > maxBytes) {
            throw MalformedException.illegal(count + " identities in a packet");
        }
        for (int strings = 2 * count; strings > 0; strings--) {
            int so = in.position() - start;
            if (in.remaining() < 4) {
                return so + 4 * strings;
            }
            int length = within(in.readInt(), -1, maxBytes - so - 4 * strings, "an identity");
            if (length > in.remaining()) {
                return so + 4 * strings + length;
            }
            in.seek(Math.min(in.position() + length, end));
        }
        return in.position() - start;
    }

    /** The bytes that a legal {@code length} stands for; -1 stands for none. */
    private static int within(int length, int least, int most, String what)
            throws MalformedException {
        if (length < least || length > most) {
            throw MalformedException.illegal("length " + length + " of " + what);
        }
        return Math.max(length, 0);
    }
}
