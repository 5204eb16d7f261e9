package org.muster.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameCutterTest {
    private static final int LIMIT = 1000;

    @Test
    void findsTheSameFramesAtEverySplit() {
        List<String> frames = List.of("hello, world", "", "x", "12345678", "the last one");
        byte[] stream = stream(frames);
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                Recorder recorder = new Recorder();
                FrameCutter cutter = new FrameCutter();
                feed(cutter, recorder, stream, 0, first);
                feed(cutter, recorder, stream, first, second);
                feed(cutter, recorder, stream, second, stream.length);
                assertEquals(frames, recorder.frames, first + ", " + second);
                assertFalse(cutter.inFrame());
            }
        }
    }

    @Test
    void findsTheSameFramesByteForByte() {
        List<String> frames = List.of("one", "two", "", "z".repeat(LIMIT));
        byte[] stream = stream(frames);
        Recorder recorder = new Recorder();
        FrameCutter cutter = new FrameCutter();
        for (int i = 0; i < stream.length; i++) {
            feed(cutter, recorder, stream, i, i + 1);
        }
        assertEquals(frames, recorder.frames);
    }

    @Test
    void findsTheSameFramesInRandomPieces() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> frames = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                frames.add("f".repeat(random.nextInt(LIMIT + 1)));
            }
            byte[] stream = stream(frames);
            Recorder recorder = new Recorder();
            FrameCutter cutter = new FrameCutter();
            int at = 0;
            while (at < stream.length) {
                int to = Math.min(stream.length, at + 1 + random.nextInt(700));
                feed(cutter, recorder, stream, at, to);
                at = to;
            }
            assertEquals(frames, recorder.frames);
        }
    }

    @Test
    void anUnwantedLengthStopsRightBehindItAtEverySplit() {
        byte[] stream = stream(List.of("good"), new byte[] {-1, -1, -1, -1, 7, 7, 7});
        int behindLength = 4 + 4 + 4;
        for (int split = 0; split <= stream.length; split++) {
            Recorder recorder = new Recorder();
            FrameCutter cutter = new FrameCutter();
            int stopped = cutter.cut(stream, 0, split, recorder);
            if (split < behindLength) {
                assertEquals(split, stopped);
                stopped = cutter.cut(stream, split, stream.length, recorder);
            }
            assertEquals(behindLength, stopped, "split at " + split);
            assertEquals(List.of("good"), recorder.frames);
        }
    }

    @Test
    void nothingIsCutBehindAFrameThatEndsTheConnection() {
        byte[] stream = stream(List.of("one", "end", "three"));
        for (int split = 0; split <= stream.length; split++) {
            Recorder recorder = new Recorder();
            FrameCutter cutter = new FrameCutter();
            cutter.cut(stream, 0, split, recorder);
            if (!recorder.ended) {
                cutter.cut(stream, split, stream.length, recorder);
            }
            assertEquals(List.of("one", "end"), recorder.frames);
        }
    }

    @Test
    void anAnnouncedLengthAllocatesOnlyWhatCame() {
        FrameCutter cutter = new FrameCutter();
        byte[] start = ByteBuffer.allocate(6).putInt(900).array();
        Recorder recorder = new Recorder();
        assertEquals(6, cutter.cut(start, 0, 6, recorder));
        assertTrue(cutter.inFrame());
        assertTrue(recorder.frames.isEmpty());
    }

    private static void feed(
            FrameCutter cutter, Recorder recorder, byte[] stream, int from, int to) {
        // A copy that is spoiled afterwards: a frame must not be looked at later.
        byte[] piece = Arrays.copyOfRange(stream, from, to);
        assertEquals(piece.length, cutter.cut(piece, 0, piece.length, recorder));
        Arrays.fill(piece, (byte) '?');
    }

    private static byte[] stream(List<String> frames, byte... tail) {
        ByteBuffer buffer = ByteBuffer.allocate(20_000);
        for (String frame : frames) {
            buffer.putInt(frame.length()).put(frame.getBytes(StandardCharsets.US_ASCII));
        }
        buffer.put(tail);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static final class Recorder implements FrameSink {
        private final List<String> frames = new ArrayList<>();
        private boolean ended;

        @Override
        public boolean accepts(int length) {
            return length >= 0 && length <= LIMIT;
        }

        @Override
        public boolean frame(byte[] source, int offset, int length) {
            String text = new String(source, offset, length, StandardCharsets.US_ASCII);
            frames.add(text);
            ended = text.equals("end");
            return !ended;
        }
    }
}
