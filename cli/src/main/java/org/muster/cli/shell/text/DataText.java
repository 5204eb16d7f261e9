package org.muster.cli.shell.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;

/** A node's data as text. */
public final class DataText {
    private static final int ROW = 16;
    private static final String RULE = "+--------+" + "-".repeat(49) + "+" + "-".repeat(16) + "+";

    private DataText() {}

    /** The data as UTF-8 if it is that. */
    public static Optional<String> utf8(Bytes data) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(data.toArray()))
                            .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    /** Puts the data into JSON fields: as {@code data}, or as {@code base64} if it is no UTF-8. */
    public static void putInto(Map<String, Object> fields, Bytes data) {
        Optional<String> text = utf8(data);
        if (text.isPresent()) {
            fields.put("data", text.get());
        } else {
            fields.put("base64", base64(data));
        }
    }

    /**
     * What {@link #putInto} has put.
     *
     * @throws IllegalArgumentException if there is no data, or no proper base64
     */
    public static Bytes from(Map<?, ?> fields) {
        @Nullable Object text = fields.get("data");
        @Nullable Object base64 = fields.get("base64");
        if (text instanceof String plain && base64 == null) {
            return Bytes.utf8(plain);
        }
        if (base64 instanceof String coded && text == null) {
            return Bytes.owning(Base64.getDecoder().decode(coded));
        }
        throw new IllegalArgumentException("either \"data\" or \"base64\" must be a text");
    }

    /** The data in base64. */
    public static String base64(Bytes data) {
        return Base64.getEncoder().encodeToString(data.toArray());
    }

    /** One line of text for tables: the beginning of the data, or how much of it is binary. */
    public static String brief(Bytes data, int width) {
        Optional<String> text = utf8(data);
        if (text.isEmpty()) {
            return "<" + data.length() + " bytes>";
        }
        String line = text.get().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    /** Rows of 16 bytes with their characters, as zkCli's get -x prints them. */
    public static String hexDump(Bytes data) {
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(9)).append("+").append("-".repeat(49)).append("+\n");
        text.append(" ".repeat(9));
        text.append("|  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |\n").append(RULE);
        for (int from = 0; from < data.length(); from += ROW) {
            StringBuilder codes = new StringBuilder();
            StringBuilder characters = new StringBuilder();
            for (int i = from; i < Math.min(from + ROW, data.length()); i++) {
                int value = data.at(i) & 0xff;
                codes.append(" %02x".formatted(value));
                characters.append(value < ' ' || value >= 0x7f ? '.' : (char) value);
            }
            text.append("\n|%08x|%-48s |%-16s|".formatted(from, codes, characters));
        }
        return text.append('\n').append(RULE).toString();
    }
}
