package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
        long operations = Long.getLong("muster.diff.ops", 100_000);
        Tally answers = new Comparison(Pair::start, operations).run();
        if (operations >= ENOUGH_TO_MEET_ALL) {
            requireVariety(answers);
        }
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
            Optional<Difference> difference = Comparison.play(pair, seed);
            if (difference.isPresent()) {
                found++;
                System.out.println("SURVEY seed " + seed + ": " + difference.get().what());
                pair.close();
                pair = Pair.start();
            }
        }
        pair.close();
    }
}
