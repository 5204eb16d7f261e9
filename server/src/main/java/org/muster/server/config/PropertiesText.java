package org.muster.server.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Java's properties syntax, as zoo.cfg has it, read with line numbers.
 *
 * <p>Java's own class forgets where a key stood, and an error without its line is hard to find.
 */
final class PropertiesText {
    private final List<String> lines;
    private final String file;
    private int at;

    private PropertiesText(String text, String file) {
        this.lines = text.lines().toList();
        this.file = file;
    }

    /**
     * All settings of {@code text} in their order, keys and values trimmed.
     *
     * @throws ConfigException if an escape is malformed
     */
    static List<Setting> read(String text, String file) throws ConfigException {
        return new PropertiesText(text, file).readAll();
    }

    private List<Setting> readAll() throws ConfigException {
        List<Setting> found = new ArrayList<>();
        while (at < lines.size()) {
            int firstLine = at + 1;
            String line = lines.get(at++).stripLeading();
            if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '!') {
                found.add(split(continued(line), file + ":" + firstLine));
            }
        }
        return found;
    }

    private String continued(String first) {
        StringBuilder whole = new StringBuilder(first);
        while (endsInOddBackslashes(whole)) {
            whole.setLength(whole.length() - 1);
            if (at == lines.size()) {
                break;
            }
            whole.append(lines.get(at++).stripLeading());
        }
        return whole.toString();
    }

    private static boolean endsInOddBackslashes(CharSequence text) {
        int count = 0;
        while (count < text.length() && text.charAt(text.length() - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }

    private static Setting split(String line, String origin) throws ConfigException {
        int end = keyEnd(line);
        int value = end;
        while (value < line.length() && isBlank(line.charAt(value))) {
            value++;
        }
        if (value < line.length() && isSeparator(line.charAt(value))) {
            value++;
        }
        String key = unescape(line.substring(0, end), origin).strip();
        return new Setting(key, unescape(line.substring(value), origin).strip(), origin);
    }

    private static int keyEnd(String line) {
        int i = 0;
        while (i < line.length() && !isBlank(line.charAt(i)) && !isSeparator(line.charAt(i))) {
            i += line.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, line.length());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':';
    }

    private static String unescape(String text, String origin) throws ConfigException {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\' || i == text.length()) {
                plain.append(c);
            } else if (text.charAt(i) == 'u') {
                plain.append(unicode(text, i + 1, origin));
                i += 5;
            } else {
                plain.append(control(text.charAt(i++)));
            }
        }
        return plain.toString();
    }

    private static char control(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> c;
        };
    }

    private static char unicode(String text, int from, String origin) throws ConfigException {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new ConfigException(
                        origin + ": an escape \\u must have four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }
}
