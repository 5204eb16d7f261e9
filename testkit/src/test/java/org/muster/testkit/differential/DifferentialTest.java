package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.muster.testkit.rawwire.Opcode;

/**
 * Random programs have the same answers from the reference and from Muster.
 *
 * <p>{@code -Dmuster.seed=S} sets the first program's seed, {@code -Dmuster.diff.ops=N} how many
 * operations are compared, {@code -Dmuster.diff.shrinkSeconds=T} how long a failing program may be
 * made smaller, and {@code -Dmuster.diff.subject=apache} compares the reference with itself.
 */
@Tag("slow")
class DifferentialTest {
    private static final int OPERATIONS_A_PROGRAM = 300;
    private static final long ENOUGH_TO_MEET_ALL = 50_000;
    private static final List<Integer> MANY_SUCCEED =
            List.of(
                    Opcode.CREATE,
                    Opcode.DELETE,
                    Opcode.EXISTS,
                    Opcode.GET_DATA,
                    Opcode.SET_DATA,
                    Opcode.GET_ACL,
                    Opcode.SET_ACL,
                    Opcode.GET_CHILDREN,
                    Opcode.SYNC,
                    Opcode.PING,
                    Opcode.GET_CHILDREN2,
                    Opcode.MULTI,
                    Opcode.CREATE2,
                    Opcode.CHECK_WATCHES,
                    Opcode.REMOVE_WATCHES,
                    Opcode.CREATE_CONTAINER,
                    Opcode.CREATE_TTL,
                    Opcode.MULTI_READ,
                    Opcode.AUTH,
                    Opcode.SET_WATCHES,
                    Opcode.GET_EPHEMERALS,
                    Opcode.GET_ALL_CHILDREN_NUMBER,
                    Opcode.SET_WATCHES2,
                    Opcode.ADD_WATCH,
                    Opcode.WHO_AM_I,
                    Opcode.CLOSE_SESSION);

    @Test
    void randomProgramsHaveTheSameAnswers() throws IOException {
        boolean compared = false;
        for (int tries = 0; tries < 3 && !compared; tries++) {
            compared = tryCompare();
        }
        assertTrue(compared, "the reference left the same request without an answer each time");
    }

    /**
     * Compares all programs on one pair of servers; false if the reference did not answer in time
     * where Muster did. It does so now and then, when one connection takes over from another: then
     * there is nothing to compare with, and the programs begin again on new servers.
     */
    private static boolean tryCompare() throws IOException {
        long operations = Long.getLong("muster.diff.ops", 100_000);
        long seed = Long.getLong("muster.seed", 1);
        long started = System.nanoTime();
        long done = 0;
        try (Pair pair = Pair.start()) {
            while (done < operations) {
                Program program = ProgramGenerator.generate(seed, OPERATIONS_A_PROGRAM);
                Optional<Difference> difference = play(pair, program);
                if (difference.isPresent()) {
                    if (difference.get().isSilenceOfReference()) {
                        System.out.println("seed " + seed + ": " + difference.get());
                        return false;
                    }
                    fail(report(program, difference.get(), pair));
                }
                done += program.operations();
                seed++;
            }
            System.out.print(pair.tally(0));
            if (done >= ENOUGH_TO_MEET_ALL) {
                requireVariety(pair.tally(0));
            }
        }
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        System.out.println("differential: " + done + " operations compared in " + seconds + " s");
        return true;
    }

    /** The programs must reach successes, refusals and events of every kind. */
    private static void requireVariety(Tally answers) {
        for (int opcode : MANY_SUCCEED) {
            assertTrue(answers.of(opcode, 0) > 50, "successes of operation " + opcode);
        }
        for (int error : new int[] {-5, -8, -101, -102, -108, -110, -114, -125}) {
            assertTrue(answers.of(Opcode.CREATE2, error) > 0, "creates refused with " + error);
        }
        for (int error : new int[] {-101, -102, -103, -111}) {
            assertTrue(answers.of(Opcode.DELETE, error) > 0, "deletes refused with " + error);
        }
        for (int type = 1; type <= 4; type++) {
            assertTrue(answers.events(type) > 100, "events of type " + type);
        }
    }

    /**
     * Not a check but a view: what differs in each of so many programs, each on servers of its own.
     */
    @Test
    @EnabledIfSystemProperty(named = "muster.diff.survey", matches = "\\d+")
    void survey() throws IOException {
        long seed = Long.getLong("muster.seed", 1);
        int wanted = Integer.getInteger("muster.diff.survey", 0);
        Pair pair = Pair.start();
        for (int found = 0; found < wanted; seed++) {
            Optional<Difference> difference =
                    play(pair, ProgramGenerator.generate(seed, OPERATIONS_A_PROGRAM));
            if (difference.isPresent()) {
                found++;
                System.out.println("SURVEY seed " + seed + ": " + difference.get().what());
                pair.close();
                pair = Pair.start();
            }
        }
        pair.close();
    }

    private static Optional<Difference> play(Pair pair, Program program) throws IOException {
        try (Player player = new Player(pair)) {
            return player.play(program);
        }
    }

    private static String report(Program program, Difference difference, Pair pair)
            throws IOException {
        int seconds = Integer.getInteger("muster.diff.shrinkSeconds", 60);
        return "the servers differ, replay with -Dmuster.seed="
                + program.seed()
                + "\n"
                + difference
                + "\nsmallest:\n"
                + Shrinker.shrink(program, seconds)
                + "\nthe subject printed:\n"
                + tail(pair.servers().get(1).output());
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 8_000));
    }
}
