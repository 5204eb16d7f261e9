package org.muster.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.sim.world.Schedule;

/**
 * What the command line asks for.
 *
 * @param single whether one seed is replayed
 * @param seed the one
 * @param count how many otherwise
 * @param from the first of them
 * @param commit from whose hash half of them are drawn, "none" for none
 * @param coverage whether rare things must have happened
 * @param mutants which planted bugs to hunt: all, one by its id, or "" for none
 * @param bases from how many bases of seeds each mutant is hunted
 * @param table the document that gets the table of mutants, "" for none
 * @param minimize whether what fails is cut down
 * @param seconds how long that may take for each
 * @param schedule the file that lists all that may happen, "" for everything
 * @param ensemble whether several servers serve
 * @param story whether all that was done to the system is printed
 * @param ledger the document that says which seeds have been run, "" for none
 * @param code what runs them, for the ledger
 */
record Options(
        boolean single,
        long seed,
        int count,
        long from,
        String commit,
        boolean coverage,
        String mutants,
        int bases,
        String table,
        boolean minimize,
        int seconds,
        String schedule,
        boolean ensemble,
        boolean story,
        String ledger,
        String code) {
    /** Every mutant. */
    static final String ALL = "all";

    static Options parse(String[] arguments) {
        boolean single = false;
        boolean coverage = false;
        long seed = 0;
        int count = 100;
        long from = 1;
        String commit = "none";
        String mutants = "";
        int bases = 1;
        String table = "";
        boolean minimize = false;
        int seconds = 60;
        String schedule = "";
        boolean ensemble = false;
        boolean story = false;
        String ledger = "";
        String code = "unknown";
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seed" -> {
                    single = true;
                    seed = number(value(arguments, ++i));
                }
                case "--seeds" -> count = (int) number(value(arguments, ++i));
                case "--from" -> from = number(value(arguments, ++i));
                case "--commit" -> commit = value(arguments, ++i);
                case "--coverage" -> coverage = true;
                case "--mutants" -> mutants = ALL;
                case "--mutant" -> mutants = value(arguments, ++i);
                case "--bases" -> bases = (int) number(value(arguments, ++i));
                case "--table" -> table = value(arguments, ++i);
                case "--minimize" -> minimize = true;
                case "--seconds" -> seconds = (int) number(value(arguments, ++i));
                case "--schedule" -> schedule = value(arguments, ++i);
                case "--ensemble" -> ensemble = true;
                case "--story" -> story = true;
                case "--ledger" -> ledger = value(arguments, ++i);
                case "--code" -> code = value(arguments, ++i);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        return new Options(
                single, seed, count, from, commit, coverage, mutants, bases, table, minimize,
                seconds, schedule, ensemble, story, ledger, code);
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private static long number(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("not a number: " + text, wrong);
        }
    }

    /** The seeds to run: fixed ones, and as many that follow from the commit. */
    List<Long> seeds() {
        if (commit.equals("none")) {
            return Campaign.range(from, count);
        }
        List<Long> seeds = new ArrayList<>(Campaign.range(from, count - count / 2));
        long first = Long.parseUnsignedLong(commit.substring(0, Math.min(12, commit.length())), 16);
        seeds.addAll(Campaign.range(first << 8, count / 2));
        return seeds;
    }

    /** What says on a command line that it is about an ensemble. */
    String ensembleFlag() {
        return ensemble ? "--ensemble " : "";
    }

    /** How many servers the seeds are about, in one word. */
    String kind() {
        return ensemble ? "ensemble" : "single";
    }

    /** What may happen in the one run. */
    Schedule readSchedule() throws IOException {
        return schedule.isEmpty()
                ? Schedule.everything()
                : Schedule.only(ScheduleText.read(Files.readAllLines(Path.of(schedule))));
    }

    String seedsInWords() {
        List<Long> all = single ? List.of(seed) : seeds();
        return all.size() == 1
                ? String.valueOf(all.getFirst())
                : all.getFirst() + ".." + all.getLast() + " (" + all.size() + ")";
    }
}
