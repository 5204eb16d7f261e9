package org.muster.client;

import org.muster.model.Bytes;

/** What proves who somebody is, under a scheme that the servers know. */
public record Credential(String scheme, Bytes secret) {
    /** A user with a password, for entries with the scheme {@code digest}. */
    public static Credential digest(String user, String password) {
        return new Credential("digest", Bytes.utf8(user + ":" + password));
    }

    @Override
    public String toString() {
        return "Credential[" + scheme + "]";
    }
}
