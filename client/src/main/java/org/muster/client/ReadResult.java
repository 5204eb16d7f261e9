package org.muster.client;

import java.util.List;

/** What one of several reads has shown. */
public sealed interface ReadResult {

    /** The node. */
    record Data(Node found) implements ReadResult {}

    /** The names of the node's children. */
    record Names(String path, List<String> names) implements ReadResult {}

    /** It was refused, which does not concern the others. */
    record Failed(MusterException cause) implements ReadResult {}

    /**
     * The node that was read.
     *
     * @throws MusterException why it was not, if it was refused
     * @throws ClassCastException if names were asked for
     */
    default Node node() {
        if (this instanceof Failed failed) {
            throw failed.cause();
        }
        return ((Data) this).found();
    }
}
