package org.muster.testkit.differential;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that one of a program's sessions does; every step works in every state, so that any can
 * be left out.
 */
sealed interface Step {
    /** Which session acts. */
    int slot();

    /** How many operations it counts for. */
    int operations();

    /** Requests written in one go. */
    record Burst(int slot, List<Call> calls) implements Step {
        @Override
        public int operations() {
            return calls.size();
        }

        boolean closes() {
            return calls.stream().anyMatch(call -> call.options().closes());
        }

        @Override
        public String toString() {
            return slot
                    + ": "
                    + calls.stream().map(Call::toString).collect(Collectors.joining("\n      "));
        }
    }

    /** A new connection, for a new session or for the slot's own one. */
    record Connect(int slot, Handshake handshake) implements Step {
        @Override
        public int operations() {
            return 1;
        }

        @Override
        public String toString() {
            return slot + ": connect " + handshake;
        }
    }

    /** The connection is cut without a word. */
    record Cut(int slot) implements Step {
        @Override
        public int operations() {
            return 1;
        }

        @Override
        public String toString() {
            return slot + ": cut the connection";
        }
    }

    /** Bytes after which the server closes the connection. */
    record Garbage(int slot, List<Byte> bytes) implements Step {
        static Garbage of(int slot, String hex) {
            List<Byte> bytes = new java.util.ArrayList<>();
            for (byte value : HexFormat.of().parseHex(hex)) {
                bytes.add(value);
            }
            return new Garbage(slot, bytes);
        }

        byte[] toBytes() {
            byte[] copy = new byte[bytes.size()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = bytes.get(i);
            }
            return copy;
        }

        @Override
        public int operations() {
            return 1;
        }

        @Override
        public String toString() {
            return slot + ": garbage " + HexFormat.of().formatHex(toBytes());
        }
    }
}
