package org.muster.bench.report;

/**
 * What must be known of a run to believe it or to repeat it: what was measured, the names of both
 * sides, the commit of Muster, the date, the JVM, the machine, the heap of each server, the seed,
 * rounds, servers on each side, znodes in the large tree, the command.
 */
public record RunFacts(
        Suite suite,
        String base,
        String subject,
        String commit,
        String date,
        String jdk,
        String machine,
        String heap,
        long seed,
        int rounds,
        int servers,
        int znodes,
        String command) {}
