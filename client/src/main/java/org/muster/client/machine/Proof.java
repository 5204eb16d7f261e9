package org.muster.client.machine;

import org.muster.model.ZPath;

/** How to find out what became of a call whose answer was lost with its connection. */
public sealed interface Proof {

    /** It may be done twice: a read, or a write whose caller says so. */
    record Repeat() implements Proof {
        /** The only one needed. */
        public static final Repeat INSTANCE = new Repeat();
    }

    /** There is no way. */
    record None() implements Proof {
        /** The only one needed. */
        public static final None INSTANCE = new None();
    }

    /** A create: look at the node. */
    record Created(ZPath path, boolean ephemeral) implements Proof {}

    /** A sequential create whose name begins with something unique: list the parent. */
    record CreatedUniquely(ZPath parent, String prefix) implements Proof {}

    /** A write of data: look at the node. */
    record Written(ZPath path, int version) implements Proof {}

    /** A delete: look at the node. */
    record Deleted(ZPath path, int version) implements Proof {}
}
