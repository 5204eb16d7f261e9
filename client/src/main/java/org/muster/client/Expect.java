package org.muster.client;

/** The version a node must have for a write to be applied. */
public record Expect(int version) {
    private static final Expect ANY = new Expect(-1);

    /** Whatever it is. */
    public static Expect any() {
        return ANY;
    }

    /** Exactly this one. */
    public static Expect version(int version) {
        return new Expect(version);
    }
}
