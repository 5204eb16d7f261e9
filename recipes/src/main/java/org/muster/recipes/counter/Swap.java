package org.muster.recipes.counter;

/** What became of an attempt to replace a value. */
public sealed interface Swap<T> {

    /** It was replaced. */
    record Swapped<T>(T now) implements Swap<T> {}

    /** It was another one. */
    record Conflict<T>(Versioned<T> current) implements Swap<T> {}

    /** Whether it was replaced. */
    default boolean isSwapped() {
        return this instanceof Swapped;
    }
}
