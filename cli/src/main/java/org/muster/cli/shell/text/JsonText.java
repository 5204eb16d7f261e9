package org.muster.cli.shell.text;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and truth values as JSON on one line. */
public final class JsonText {
    private JsonText() {}

    /** The JSON of {@code value}; keys keep the map's order. */
    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("null");
            case Map<?, ?> map -> {
                Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
                text.append('{');
                while (entries.hasNext()) {
                    Map.Entry<?, ?> entry = entries.next();
                    quote(String.valueOf(entry.getKey()), text);
                    text.append(':');
                    write(entry.getValue(), text);
                    text.append(entries.hasNext() ? "," : "");
                }
                text.append('}');
            }
            case Iterable<?> list -> {
                Iterator<?> items = list.iterator();
                text.append('[');
                while (items.hasNext()) {
                    write(items.next(), text);
                    text.append(items.hasNext() ? "," : "");
                }
                text.append(']');
            }
            case Number number -> text.append(number);
            case Boolean truth -> text.append(truth);
            default -> quote(value.toString(), text);
        }
    }

    private static void quote(String plain, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || (Character.isSurrogate(c) && lone(plain, i))) {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean lone(String plain, int at) {
        boolean high = Character.isHighSurrogate(plain.charAt(at));
        int other = high ? at + 1 : at - 1;
        return other < 0
                || other >= plain.length()
                || high == Character.isHighSurrogate(plain.charAt(other))
                || !Character.isSurrogate(plain.charAt(other));
    }
}
