package org.muster.server.admin;

import java.util.function.Consumer;

/** Answers four-letter words. */
public interface WordService {
    /**
     * Answers {@code word}.
     *
     * @param asker the remote address as connections are listed
     * @param mask what came behind {@link Word#STMK}, else 0
     * @param reply is told the answer once, on any thread
     */
    void answer(Word word, String asker, long mask, Consumer<String> reply);

    /** Whether the whitelist allows {@code word}; if not, its answer says so and needs no mask. */
    boolean enabled(Word word);
}
