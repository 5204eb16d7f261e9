package org.muster.bench.client;

/** The process in which Muster's client is measured. */
public final class MusterProgram {
    private MusterProgram() {}

    /** Does one task; see {@link ClientProgram#run}. */
    public static void main(String[] words) {
        ClientProgram.run(new MusterDriver(), words);
    }
}
