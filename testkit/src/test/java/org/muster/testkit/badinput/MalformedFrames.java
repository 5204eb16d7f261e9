package org.muster.testkit.badinput;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/** Draws frames that no client would send. */
final class MalformedFrames {
    private static final List<Integer> OPCODES =
            List.of(
                    Opcode.CREATE,
                    Opcode.DELETE,
                    Opcode.EXISTS,
                    Opcode.GET_DATA,
                    Opcode.SET_DATA,
                    Opcode.GET_ACL,
                    Opcode.SET_ACL,
                    Opcode.GET_CHILDREN,
                    Opcode.SYNC,
                    Opcode.GET_CHILDREN2,
                    Opcode.MULTI,
                    Opcode.CREATE2,
                    Opcode.RECONFIG,
                    Opcode.CHECK_WATCHES,
                    Opcode.REMOVE_WATCHES,
                    Opcode.CREATE_CONTAINER,
                    Opcode.CREATE_TTL,
                    Opcode.MULTI_READ,
                    Opcode.SET_WATCHES,
                    Opcode.GET_EPHEMERALS,
                    Opcode.GET_ALL_CHILDREN_NUMBER,
                    Opcode.SET_WATCHES2,
                    Opcode.ADD_WATCH);
    private static final List<Integer> LENGTHS =
            List.of(-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 1 << 20, 1000, 0x00ffffff);
    private static final String ZEROS = "00".repeat(16);

    private final Random random;

    MalformedFrames(long seed) {
        random = new Random(seed);
    }

    private <T> T from(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private byte[] noise(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * A frame after which the server keeps the connection: an operation it knows with a record it
     * cannot read.
     */
    byte[] undecodable(int xid) {
        Out frame = new Out().int32(xid).int32(from(OPCODES));
        switch (random.nextInt(4)) {
            case 0 -> frame.int32(from(LENGTHS)).raw(noise(40));
            case 1 -> frame.string("/x").int32(from(LENGTHS)).raw(noise(40));
            case 2 -> frame.raw(noise(3));
            default -> frame.raw(header(Opcode.CREATE)).int32(from(LENGTHS)).raw(noise(20));
        }
        return frame.toFrame();
    }

    private static byte[] header(int type) {
        return new Out().int32(type).bool(false).int32(-1).toBytes();
    }

    /** Bytes on a connection of their own, after which nobody goes on. */
    List<byte[]> deadEnd() {
        byte[] hello = Session.hello(30_000, 0, ZEROS);
        List<byte[]> writes = new ArrayList<>();
        switch (random.nextInt(8)) {
            case 0 -> writes.add(noise(64));
            case 1 -> writes.add(new Out().int32(from(LENGTHS)).raw(noise(64)).toBytes());
            case 2 -> writes.add(cut(hello));
            case 3 -> writes.add(mutated(hello));
            case 4 -> writes.add(new Out().buffer(noise(60)).toBytes());
            case 5 -> {
                writes.add(hello);
                writes.add(new Out().int32(from(LENGTHS)).toBytes());
            }
            case 6 -> {
                writes.add(hello);
                writes.add(new Out().int32(1).int32(999).toFrame());
            }
            default -> writes.add(HexFormat.of().parseHex("160301020001000500" + "aa".repeat(40)));
        }
        return writes;
    }

    private byte[] cut(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private byte[] mutated(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt();
        }
        return copy;
    }
}
