package org.muster.state;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The texts of quotas and what they count, for the {@link PlainModel}. */
final class PlainQuota {
    private static final String QUOTA = "/zookeeper/quota";

    private PlainQuota() {}

    static @Nullable String over(Map<String, PlainNode> nodes, String path) {
        for (String p = path; p.length() > 1; p = PlainPath.parentOf(p)) {
            if (nodes.containsKey(QUOTA + p + "/zookeeper_limits")) {
                return p;
            }
        }
        return null;
    }

    static @Nullable Map<String, Long> numbers(byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        Map<String, Long> numbers = new TreeMap<>();
        numbers.put("count", -1L);
        numbers.put("bytes", -1L);
        String text = new String(data, StandardCharsets.UTF_8);
        for (String piece : text.isEmpty() ? new String[0] : text.split("[,;]+")) {
            String[] pair = piece.split("=", 0);
            try {
                numbers.put(pair[0], pair[1].isEmpty() ? -1 : Long.parseLong(pair[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException bad) {
                return null;
            }
        }
        return numbers;
    }

    static byte[] text(Map<String, Long> numbers) {
        StringBuilder text = new StringBuilder();
        text.append("count=").append(numbers.get("count"));
        text.append(",bytes=").append(numbers.get("bytes"));
        String mark = "=";
        for (String key : List.of("byteHardLimit", "countHardLimit")) {
            if (numbers.containsKey(key)) {
                text.append(mark).append(';').append(key).append('=').append(numbers.get(key));
                mark = "";
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static Map<String, Long> usage(Map<String, PlainNode> nodes, String subject) {
        Map<String, Long> used = new TreeMap<>(Map.of("count", 0L, "bytes", 0L));
        for (Map.Entry<String, PlainNode> entry : nodes.entrySet()) {
            if (entry.getKey().equals(subject) || entry.getKey().startsWith(subject + "/")) {
                used.merge("count", 1L, (a, b) -> a + b);
                used.merge("bytes", (long) entry.getValue().dataLength(), (a, b) -> a + b);
            }
        }
        return used;
    }
}
