package org.muster.testkit.differential;

/** What a connection says first. */
record Handshake(Who who, int timeoutMs, Seen seen, Form form, Password password) {
    /** Whom it claims to be. */
    enum Who {
        NEW_SESSION,
        OWN_SESSION,
        UNKNOWN_SESSION
    }

    /** The last zxid it claims to have seen. */
    enum Seen {
        NOTHING,
        LATEST,
        FUTURE
    }

    /** How its bytes are laid out. */
    enum Form {
        WITH_READ_ONLY_BYTE,
        WITHOUT_READ_ONLY_BYTE,
        READ_ONLY,
        SURPLUS_BYTES,
        OTHER_VERSION,
        TRUNCATED
    }

    /** What it shows as its password. */
    enum Password {
        RIGHT,
        WRONG,
        SHORT,
        EMPTY,
        NULL
    }

    static final int TIMEOUT_MS = 500_000;
    static final Handshake FRESH = plain(Who.NEW_SESSION);
    static final Handshake AGAIN = plain(Who.OWN_SESSION);

    private static Handshake plain(Who who) {
        return new Handshake(
                who, TIMEOUT_MS, Seen.NOTHING, Form.WITH_READ_ONLY_BYTE, Password.RIGHT);
    }

    Handshake timeout(int ms) {
        return new Handshake(who, ms, seen, form, password);
    }

    Handshake seen(Seen other) {
        return new Handshake(who, timeoutMs, other, form, password);
    }

    Handshake form(Form other) {
        return new Handshake(who, timeoutMs, seen, other, password);
    }

    Handshake password(Password other) {
        return new Handshake(who, timeoutMs, seen, form, other);
    }
}
