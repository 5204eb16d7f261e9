package org.muster.reference.curator;

import org.muster.bench.client.ClientProgram;

/** The process in which Apache's client and Curator are measured. */
public final class CuratorProgram {
    private CuratorProgram() {}

    /** Does one task; see {@link ClientProgram#run}. */
    public static void main(String[] words) {
        ClientProgram.run(new CuratorDriver(), words);
    }
}
