package org.muster.bench.report;

/**
 * What must be known of a run to believe it or to repeat it: the servers' names, the commit of
 * Muster, the date, the JVM, the machine, the heap of both, the seed, rounds, znodes in the large
 * tree, the command.
 */
public record RunFacts(
        String base,
        String subject,
        String commit,
        String date,
        String jdk,
        String machine,
        String heap,
        long seed,
        int rounds,
        int znodes,
        String command) {}
