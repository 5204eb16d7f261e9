package org.muster.bench.report;

/**
 * What must be known of a run to believe it or to repeat it: the servers' names, the commit of
 * Muster, the date, the JVM, the machine, the heap of each server, the seed, rounds, servers on
 * each side, znodes in the large tree, the command.
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
        int servers,
        int znodes,
        String command) {
    /** What the run measured. */
    public Suite suite() {
        return Suite.of(servers);
    }
}
