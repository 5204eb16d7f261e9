package org.muster.server.clients;

import org.muster.server.admin.Word;
import org.muster.server.log.EventLog.Level;

/** One four-letter word from its first byte to its answer. */
final class WordExchange {
    private final Word word;
    private final ClientLoop loop;
    private final String asker;
    private final Answered answered;
    private final boolean takesMask;
    private long mask;
    private int maskBytes;

    /** Told the answer, on the connection's loop. */
    interface Answered {
        void accept(String text);
    }

    /** For the client at {@code asker}. */
    WordExchange(Word word, ClientLoop loop, String asker, Answered answered) {
        this.word = word;
        this.loop = loop;
        this.asker = asker;
        this.answered = answered;
        this.takesMask = word == Word.STMK && loop.owner().words().enabled(word);
    }

    /** Asks for the answer, unless more must come first. */
    void begin() {
        loop.owner()
                .log()
                .often(
                        Level.INFO,
                        "four-letter words",
                        "Processing " + word.text() + " command from " + asker);
        if (!isIncomplete()) {
            ask();
        }
    }

    /** What follows a word is ignored, but for the mask of {@link Word#STMK}. */
    void take(byte[] source, int from, int to) {
        for (int at = from; isIncomplete() && at < to; at++) {
            mask = (mask << 8) | (source[at] & 0xff);
            if (++maskBytes == Long.BYTES) {
                ask();
            }
        }
    }

    /** Whether bytes must follow before there can be an answer. */
    boolean isIncomplete() {
        return takesMask && maskBytes < Long.BYTES;
    }

    private void ask() {
        loop.owner()
                .words()
                .answer(
                        word,
                        asker,
                        mask,
                        text -> loop.eventLoop().execute(() -> answered.accept(text)));
    }
}
