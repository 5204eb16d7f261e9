package org.muster.server.config;

import java.util.List;
import java.util.Locale;

/** What values a key takes. */
sealed interface Rule {
    /** Any whole number. */
    Rule ANY = new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** A whole number from 0 on. */
    Rule COUNT = new Whole(0, Integer.MAX_VALUE);

    /** {@code true} or {@code false} in any case. */
    Rule FLAG = new OneOf(List.of("true", "false"), true);

    /** {@code yes} or {@code no} in any case. */
    Rule YES_NO = new OneOf(List.of("yes", "no"), true);

    /** Any text. */
    Rule TEXT = new Text("any text");

    /** A path of the file system. */
    Rule PATH = new Text("a path");

    /** What is allowed, to stand behind "is not allowed:" and in the documentation. */
    String allowed();

    /** Whether {@code value} is. */
    boolean accepts(String value);

    /** Whole numbers from {@code min} to {@code max}, both included. */
    record Whole(long min, long max) implements Rule {
        @Override
        public String allowed() {
            if (min == Integer.MIN_VALUE) {
                return "a whole number";
            }
            boolean open = max == Integer.MAX_VALUE || max == Long.MAX_VALUE;
            return "a whole number from " + min + (open ? " on" : " to " + max);
        }

        @Override
        public boolean accepts(String value) {
            try {
                long number = Long.parseLong(value);
                return number >= min && number <= max;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
    }

    /** Numbers from {@code min} to {@code max}, with or without a fraction. */
    record Fraction(double min, double max) implements Rule {
        @Override
        public String allowed() {
            return "a number from " + min + " to " + max;
        }

        @Override
        public boolean accepts(String value) {
            try {
                double number = Double.parseDouble(value);
                return number >= min && number <= max;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
    }

    /** One of a few words. */
    record OneOf(List<String> words, boolean anyCase) implements Rule {
        @Override
        public String allowed() {
            StringBuilder text = new StringBuilder();
            for (String word : words) {
                text.append(text.isEmpty() ? "" : " or ");
                text.append(word.isEmpty() ? "nothing" : word);
            }
            return text.toString();
        }

        @Override
        public boolean accepts(String value) {
            return words.contains(anyCase ? value.toLowerCase(Locale.ROOT) : value);
        }
    }

    /** Text that its reader judges further. */
    record Text(String allowed) implements Rule {
        @Override
        public boolean accepts(String value) {
            return true;
        }
    }
}
