package org.muster.model;

/** Who somebody is: an authentication scheme and an id within it. */
public record Id(String scheme, String id) {
    /** Everybody. */
    public static final Id ANYONE = new Id("world", "anyone");
}
