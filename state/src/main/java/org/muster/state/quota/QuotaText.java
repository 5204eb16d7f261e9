package org.muster.state.quota;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;

/** The numbers in a limits or statistics znode: {@code count=5,bytes=100=;countHardLimit=9}. */
public final class QuotaText {
    /** The longest text, in bytes. */
    public static final int MAX_BYTES = 4096;

    private static final String COUNT = "count";
    private static final String BYTES = "bytes";
    private static final String COUNT_HARD = "countHardLimit";
    private static final String BYTES_HARD = "byteHardLimit";

    private final Map<String, Long> numbers;

    private QuotaText(Map<String, Long> numbers) {
        this.numbers = numbers;
    }

    /** A usage. */
    public static QuotaText ofUsage(long count, long bytes) {
        Map<String, Long> numbers = new TreeMap<>();
        numbers.put(COUNT, count);
        numbers.put(BYTES, bytes);
        return new QuotaText(numbers);
    }

    /**
     * The numbers that {@code data} holds, or null if it is null or no such text. A text longer
     * than {@link #MAX_BYTES} is none: it is read at every write below the quota.
     */
    public static @Nullable QuotaText parse(@Nullable Bytes data) {
        if (data == null || data.length() > MAX_BYTES) {
            return null;
        }
        String text = data.toUtf8();
        Map<String, Long> numbers = new TreeMap<>();
        int at = skipSeparators(text, 0);
        if (at > 0 && at < text.length()) {
            return null;
        }
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !isSeparator(text.charAt(end))) {
                end++;
            }
            if (!parsePiece(text.substring(at, end), numbers)) {
                return null;
            }
            at = skipSeparators(text, end);
        }
        return new QuotaText(numbers);
    }

    private static int skipSeparators(String text, int from) {
        int at = from;
        while (at < text.length() && isSeparator(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }

    private static boolean parsePiece(String piece, Map<String, Long> numbers) {
        int length = piece.length();
        while (length > 0 && piece.charAt(length - 1) == '=') {
            length--;
        }
        int equals = piece.indexOf('=');
        if (equals < 0 || equals >= length) {
            return false;
        }
        int end = piece.indexOf('=', equals + 1);
        String value = piece.substring(equals + 1, end < 0 ? piece.length() : end);
        if (value.isEmpty()) {
            numbers.put(piece.substring(0, equals), -1L);
            return true;
        }
        try {
            numbers.put(piece.substring(0, equals), Long.parseLong(value));
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private long number(String key) {
        return numbers.getOrDefault(key, -1L);
    }

    /** Used or softly allowed znodes, -1 if absent. */
    public long count() {
        return number(COUNT);
    }

    /** Used or softly allowed bytes, -1 if absent. */
    public long bytes() {
        return number(BYTES);
    }

    /** Allowed znodes, -1 for no limit. */
    public long countHardLimit() {
        return number(COUNT_HARD);
    }

    /** Allowed bytes, -1 for no limit. */
    public long bytesHardLimit() {
        return number(BYTES_HARD);
    }

    /** This with more znodes and bytes used. */
    public QuotaText plus(long count, long bytes) {
        Map<String, Long> sum = new TreeMap<>(numbers);
        sum.put(COUNT, count() + count);
        sum.put(BYTES, bytes() + bytes);
        return new QuotaText(sum);
    }

    /** The text: count and bytes first, then the other numbers in the order of their names. */
    public Bytes toBytes() {
        StringBuilder text = new StringBuilder();
        text.append("count=").append(count()).append(",bytes=").append(bytes());
        boolean first = true;
        for (Map.Entry<String, Long> entry : numbers.entrySet()) {
            String key = entry.getKey();
            if (!key.equals(COUNT) && !key.equals(BYTES)) {
                text.append(first ? "=;" : ";").append(key).append('=').append(entry.getValue());
                first = false;
            }
        }
        return Bytes.utf8(text.toString());
    }
}
