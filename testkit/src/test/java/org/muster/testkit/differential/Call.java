package org.muster.testkit.differential;

import java.util.OptionalInt;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;

/** One request of a program. */
record Call(String text, int opcode, Body body, Options options) {
    /** What makes a request unusual. */
    record Options(OptionalInt xid, boolean closes, Damage damage) {
        static final Options PLAIN = new Options(OptionalInt.empty(), false, Damage.NONE);
    }

    /** What is done to the encoded record before it is sent. */
    record Damage(Kind kind, int at, int value) {
        static final Damage NONE = new Damage(Kind.NONE, 0, 0);

        /** The ways to damage a record; {@code at} is taken modulo its length. */
        enum Kind {
            NONE,
            TRUNCATE,
            REPLACE_BYTE,
            REPLACE_INT,
            APPEND
        }

        byte[] apply(byte[] record) {
            if (kind == Kind.NONE || record.length == 0) {
                return record;
            }
            int place = Math.floorMod(at, record.length);
            Out out = new Out();
            switch (kind) {
                case NONE -> out.raw(record);
                case TRUNCATE -> out.raw(java.util.Arrays.copyOf(record, place));
                case REPLACE_BYTE -> {
                    record[place] = (byte) value;
                    out.raw(record);
                }
                case REPLACE_INT -> {
                    for (int i = 0; i < 4 && place + i < record.length; i++) {
                        record[place + i] = (byte) (value >>> (24 - 8 * i));
                    }
                    out.raw(record);
                }
                case APPEND -> out.raw(record).int32(value);
            }
            return out.toBytes();
        }
    }

    static Call of(String text, int opcode, Body body) {
        return new Call(text, opcode, body, Options.PLAIN);
    }

    Call closing() {
        return new Call(text, opcode, body, new Options(options.xid(), true, options.damage()));
    }

    Call withXid(int xid) {
        Options changed = new Options(OptionalInt.of(xid), options.closes(), options.damage());
        return new Call(text, opcode, body, changed);
    }

    Call damaged(Damage damage) {
        Options changed = new Options(options.xid(), options.closes(), damage);
        return new Call(text, opcode, body, changed);
    }

    boolean isWrite() {
        return Opcode.isWrite(opcode);
    }

    /** The frame to send. */
    byte[] frame(int xid, Body.Blanks blanks) {
        Out record = new Out();
        body.write(record, blanks);
        byte[] bytes = options.damage().apply(record.toBytes());
        if (bytes.length > 4 && isEmptyString(bytes) && !isEmptyString(record.toBytes())) {
            // Whether an empty path names the root is a difference that is tested on its own.
            bytes = record.toBytes();
        }
        return new Out().int32(options.xid().orElse(xid)).int32(opcode).raw(bytes).toFrame();
    }

    private static boolean isEmptyString(byte[] record) {
        return java.nio.ByteBuffer.wrap(record).getInt() == 0;
    }

    @Override
    public String toString() {
        String xid = options.xid().isPresent() ? " xid=" + options.xid().getAsInt() : "";
        String damage = options.damage().equals(Damage.NONE) ? "" : " " + options.damage();
        return text + xid + damage;
    }
}
