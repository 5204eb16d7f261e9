package org.muster.bench.client;

/** Nodes of 100 B to read, write and watch. */
final class Nodes {
    /** How many calls are on their way while they are created and otherwise prepared. */
    static final int WIDTH = 256;

    private static final int DATA_BYTES = 100;

    private Nodes() {}

    /** The path of one, made anew each time: whoever keeps it pays for it. */
    static String path(int number) {
        return "/node-" + number;
    }

    /** The data of all. */
    static byte[] data() {
        return new byte[DATA_BYTES];
    }

    /** Creates that many. */
    static void create(Connection connection, int count) {
        Window window = new Window(WIDTH);
        for (int i = 0; i < count; i++) {
            connection.create(path(i), data(), window.enter());
        }
        window.drain();
    }
}
