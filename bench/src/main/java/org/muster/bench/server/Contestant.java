package org.muster.bench.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server program that can be measured. */
public sealed interface Contestant permits Apache, Muster {
    /** What the tables call it. */
    String name();

    /** The command that serves by this configuration file, and its environment. */
    Command command(Path config, String heap);

    /** A command line and what it wants in its environment. */
    record Command(List<String> words, Map<String, String> environment) {}
}
