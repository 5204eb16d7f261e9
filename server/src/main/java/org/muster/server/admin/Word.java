package org.muster.server.admin;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The four-letter words: what a connection may say in place of a first frame's length. */
public enum Word {
    /** The configuration in force. */
    CONF("conf"),
    /** The connections with all their counts. */
    CONS("cons"),
    /** Resets the counts of connections. */
    CRST("crst"),
    /** The sizes of the data directories. */
    DIRS("dirs"),
    /** Sessions by expiry, ephemerals, connections. */
    DUMP("dump"),
    /** The environment of the process. */
    ENVI("envi"),
    /** The trace mask. */
    GTMK("gtmk"),
    /** The retained digests of the tree. */
    HASH("hash"),
    /** Whether the server is read-only. */
    ISRO("isro"),
    /** All metrics. */
    MNTR("mntr"),
    /** Whether the process answers. */
    RUOK("ruok"),
    /** The state of the server. */
    SRVR("srvr"),
    /** Resets the server's counts. */
    SRST("srst"),
    /** The state of the server, and its connections. */
    STAT("stat"),
    /** Sets the trace mask, which follows in eight bytes. */
    STMK("stmk"),
    /** The interrupt sequence of a telnet client; executes nothing. */
    TELNET_CLOSE("telnet close"),
    /** Watches by session. */
    WCHC("wchc"),
    /** Watches by path. */
    WCHP("wchp"),
    /** The number of watches. */
    WCHS("wchs");

    private static final int TELNET = 0xfff4fffd;

    private final String text;
    private final int code;

    Word(String text) {
        this.text = text;
        this.code = text.length() == 4 ? code(text) : TELNET;
    }

    /** The word that these four bytes spell, if any does. */
    public static Optional<Word> of(int code) {
        for (Word word : values()) {
            if (word.code == code) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** The name by which the whitelist knows it. */
    public String text() {
        return text;
    }

    private static int code(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return ascii[0] << 24 | ascii[1] << 16 | ascii[2] << 8 | ascii[3];
    }
}
