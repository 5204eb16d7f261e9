package org.muster.cli.inspect;

import java.io.PrintStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;

/** Prints lines of fields. */
final class Report {
    private final PrintStream out;
    private final boolean json;

    /** To {@code out}, as JSON lines or as text. */
    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints one line. */
    void line(Fields fields) {
        StringBuilder text = new StringBuilder();
        if (json) {
            object(text, fields);
        } else {
            plain(text, fields);
        }
        out.println(text);
    }

    private static void object(StringBuilder to, Fields fields) {
        to.append('{');
        String separator = "";
        for (Map.Entry<String, @Nullable Object> field : fields.values().entrySet()) {
            to.append(separator);
            quote(to, field.getKey());
            to.append(':');
            json(to, field.getValue());
            separator = ",";
        }
        to.append('}');
    }

    private static void json(StringBuilder to, @Nullable Object value) {
        switch (value) {
            case null -> to.append("null");
            case Fields fields -> object(to, fields);
            case Number number -> to.append(number);
            case Boolean truth -> to.append(truth);
            case Bytes bytes -> quote(to, Base64.getEncoder().encodeToString(bytes.toArray()));
            case List<?> list -> {
                to.append('[');
                String separator = "";
                for (Object item : list) {
                    to.append(separator);
                    json(to, item);
                    separator = ",";
                }
                to.append(']');
            }
            default -> quote(to, value.toString());
        }
    }

    private static void quote(StringBuilder to, String text) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                default -> {
                    if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                        to.append(String.format("\\u%04x", (int) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }

    private static void plain(StringBuilder to, Fields fields) {
        String separator = "";
        for (Map.Entry<String, @Nullable Object> field : fields.values().entrySet()) {
            to.append(separator);
            if (!field.getKey().equals("kind")) {
                to.append(field.getKey()).append('=');
            }
            text(to, field.getValue());
            separator = " ";
        }
    }

    private static void text(StringBuilder to, @Nullable Object value) {
        switch (value) {
            case null -> to.append("null");
            case Fields fields -> {
                to.append('{');
                plain(to, fields);
                to.append('}');
            }
            case Bytes bytes -> {
                if (Fields.isText(bytes)) {
                    quote(to, bytes.toUtf8());
                } else {
                    to.append('<').append(bytes.length()).append(" bytes>");
                }
            }
            case List<?> list -> {
                to.append('[');
                String separator = "";
                for (Object item : list) {
                    to.append(separator);
                    text(to, item);
                    separator = ", ";
                }
                to.append(']');
            }
            default -> visible(to, value.toString());
        }
    }

    /** Control characters in a path or a name must not reach the terminal. */
    private static void visible(StringBuilder to, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            quote(to, text);
        } else {
            to.append(text);
        }
    }
}
