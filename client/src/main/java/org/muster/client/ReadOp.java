package org.muster.client;

/** One of several reads that are made together. */
public sealed interface ReadOp {
    /** What is read. */
    String path();

    /** Reads a node's data. */
    record Data(String path) implements ReadOp {}

    /** Lists a node's children. */
    record Names(String path) implements ReadOp {}

    /** Reads a node's data. */
    static ReadOp data(String path) {
        return new Data(path);
    }

    /** Lists a node's children. */
    static ReadOp names(String path) {
        return new Names(path);
    }
}
