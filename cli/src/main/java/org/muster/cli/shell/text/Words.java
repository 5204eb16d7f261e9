package org.muster.cli.shell.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as zkCli does: at white space, except within quotes that begin a word.
 * So {@code it's} and <code>{"a":1}</code> stay as they are. Beyond zkCli, {@code \"} within double
 * quotes is a quote.
 */
public final class Words {
    private Words() {}

    /**
     * The words of {@code line}; none if it begins with a {@code #}.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int at = start(line, 0);
        if (at < line.length() && line.charAt(at) == '#') {
            return words;
        }
        while (at < line.length()) {
            char first = line.charAt(at);
            StringBuilder word = new StringBuilder();
            at = first == '"' || first == '\'' ? quoted(line, at, word) : plain(line, at, word);
            words.add(word.toString());
            at = start(line, at);
        }
        return words;
    }

    private static int start(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int plain(String line, int from, StringBuilder word) {
        int at = from;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            word.append(line.charAt(at++));
        }
        return at;
    }

    private static int quoted(String line, int from, StringBuilder word) {
        char quote = line.charAt(from);
        for (int at = from + 1; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            boolean escape = c == '\\' && quote == '"' && at + 1 < line.length();
            if (escape && (line.charAt(at + 1) == '"' || line.charAt(at + 1) == '\\')) {
                at++;
            }
            word.append(line.charAt(at));
        }
        throw new IllegalArgumentException("a quote is not closed: " + line.substring(from));
    }
}
