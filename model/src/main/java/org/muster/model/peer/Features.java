package org.muster.model.peer;

/** A set of {@link Feature}s as bits; bits that this release does not know are kept. */
public record Features(long bits) {
    /** Nothing: also what a server that is no Muster offers. */
    public static final Features NONE = new Features(0);

    /** All that this release knows. */
    public static Features all() {
        return of(Feature.values());
    }

    /** Just these. */
    public static Features of(Feature... features) {
        long bits = 0;
        for (Feature feature : features) {
            bits |= feature.bit();
        }
        return new Features(bits);
    }

    /** Whether {@code feature} is one of them. */
    public boolean has(Feature feature) {
        return (bits & feature.bit()) != 0;
    }

    /** What is in both: what two members may use. */
    public Features and(Features other) {
        return new Features(bits & other.bits);
    }
}
