package org.muster.bench.load;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where a load takes its next request from. */
public sealed interface Requests {
    /** Nothing is left to send. */
    int NONE = -1;

    /** The request was a read. */
    int READ = 0;

    /** The request was a write. */
    int WRITE = 1;

    /**
     * Appends one whole frame with this xid and tells its kind, or appends nothing: {@link #NONE}.
     */
    int next(ByteBuffer out, int xid);

    /** Reads and writes of random znodes, the given share of them writes. */
    final class Mix implements Requests {
        private final FrameTable reads;
        private final FrameTable writes;
        private final int writesPerThousand;
        private final SplittableRandom random;

        /** Requests on these paths; written data is random, {@code dataBytes} long. */
        public Mix(List<String> paths, int dataBytes, int writesPerThousand, long seed) {
            this.random = new SplittableRandom(seed);
            this.writesPerThousand = writesPerThousand;
            List<byte[]> readFrames = new ArrayList<>();
            List<byte[]> writeFrames = new ArrayList<>();
            for (String path : paths) {
                readFrames.add(Frames.getData(path, false));
                byte[] data = new byte[dataBytes];
                random.nextBytes(data);
                writeFrames.add(Frames.setData(path, data));
            }
            this.reads = new FrameTable(readFrames);
            this.writes = new FrameTable(writeFrames);
        }

        @Override
        public int next(ByteBuffer out, int xid) {
            boolean write = random.nextInt(1000) < writesPerThousand;
            FrameTable table = write ? writes : reads;
            table.copy(random.nextInt(table.size()), xid, out);
            return write ? WRITE : READ;
        }
    }

    /** Creates of {@code count} znodes, spread over parents, each with its own name. */
    final class Creates implements Requests {
        private static final int DIGITS = 8;

        private final FrameTable templates;
        private final int[] digitsAt;
        private final int count;
        private int created;

        /** Creates below these parents in turn; data is random, {@code dataBytes} long. */
        public Creates(List<String> parents, int count, int dataBytes, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> frames = new ArrayList<>();
            this.digitsAt = new int[parents.size()];
            for (int i = 0; i < parents.size(); i++) {
                String path = name(parents.get(i), 0);
                byte[] data = new byte[dataBytes];
                random.nextBytes(data);
                frames.add(Frames.create(path, data));
                digitsAt[i] = 16 + path.length() - DIGITS;
            }
            this.templates = new FrameTable(frames);
            this.count = count;
        }

        /** The path of child {@code number} of this parent. */
        public static String name(String parent, int number) {
            return parent + "/n" + String.format("%0" + DIGITS + "d", number);
        }

        /** How many creates were handed out. */
        public int created() {
            return created;
        }

        @Override
        public int next(ByteBuffer out, int xid) {
            if (created == count) {
                return NONE;
            }
            int number = created++;
            int parent = number % digitsAt.length;
            int at = out.position();
            templates.copy(parent, xid, out);
            int rest = number;
            for (int i = at + digitsAt[parent] + DIGITS - 1; i >= at + digitsAt[parent]; i--) {
                out.put(i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
            return WRITE;
        }
    }

    /** The given frames once each, in order. */
    final class Once implements Requests {
        private final FrameTable frames;
        private int sent;

        /** These frames, all writes or all reads as far as latencies are concerned: writes. */
        public Once(List<byte[]> frames) {
            this.frames = new FrameTable(frames);
        }

        @Override
        public int next(ByteBuffer out, int xid) {
            if (sent == frames.size()) {
                return NONE;
            }
            frames.copy(sent++, xid, out);
            return WRITE;
        }
    }

    /** One frame again and again. */
    final class Same implements Requests {
        private final FrameTable frame;

        /** This frame, for ever. */
        public Same(byte[] frame) {
            this.frame = new FrameTable(List.of(frame));
        }

        @Override
        public int next(ByteBuffer out, int xid) {
            frame.copy(0, xid, out);
            return READ;
        }
    }
}
