package org.muster.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A schedule as text: one kind a line, its numbers behind a colon, {@code client 2: 4-6 9}. */
final class ScheduleText {
    private ScheduleText() {}

    static List<String> write(Map<String, NavigableSet<Long>> schedule) {
        List<String> lines = new ArrayList<>();
        schedule.forEach((kind, numbers) -> {
            if (!numbers.isEmpty()) {
                lines.add(kind + ":" + ranges(numbers));
            }
        });
        return lines;
    }

    private static String ranges(NavigableSet<Long> numbers) {
        StringBuilder text = new StringBuilder();
        long first = numbers.first();
        long last = first;
        for (long number : numbers.tailSet(first, false)) {
            if (number != last + 1) {
                append(text, first, last);
                first = number;
            }
            last = number;
        }
        append(text, first, last);
        return text.toString();
    }

    private static void append(StringBuilder text, long first, long last) {
        text.append(' ').append(first);
        if (last > first) {
            text.append('-').append(last);
        }
    }

    /** Reads what {@link #write} wrote; other lines and those after a number sign are ignored. */
    static Map<String, NavigableSet<Long>> read(List<String> lines) {
        Map<String, NavigableSet<Long>> schedule = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                NavigableSet<Long> numbers = new TreeSet<>();
                for (String range : line.substring(colon + 1).trim().split(" +", -1)) {
                    addAll(range, numbers);
                }
                schedule.put(line.substring(0, colon), numbers);
            }
        }
        return schedule;
    }

    private static void addAll(String range, NavigableSet<Long> numbers) {
        int dash = range.indexOf('-');
        long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
        long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
        for (long number = first; number <= last; number++) {
            numbers.add(number);
        }
    }
}
