package org.muster.server.clients;

import io.netty.channel.ChannelHandlerContext;
import org.muster.server.admin.Word;
import org.muster.server.log.EventLog.Level;

/** One four-letter word from its first byte to its answer. */
final class WordExchange {
    private final Word word;
    private final ClientPort owner;
    private final ChannelHandlerContext context;
    private final Answered answered;
    private final boolean takesMask;
    private long mask;
    private int maskBytes;

    /** Told the answer, on the connection's loop. */
    interface Answered {
        void accept(String text);
    }

    WordExchange(Word word, ClientPort owner, ChannelHandlerContext context, Answered answered) {
        this.word = word;
        this.owner = owner;
        this.context = context;
        this.answered = answered;
        this.takesMask = word == Word.STMK && owner.words().enabled(word);
    }

    /** Asks for the answer, unless more must come first. */
    void begin() {
        owner.log()
                .often(
                        Level.INFO,
                        "four-letter words",
                        "Processing "
                                + word.text()
                                + " command from "
                                + context.channel().remoteAddress());
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
        String asker = String.valueOf(context.channel().remoteAddress());
        owner.words()
                .answer(
                        word,
                        asker,
                        mask,
                        text -> context.channel().eventLoop().execute(() -> answered.accept(text)));
    }
}
