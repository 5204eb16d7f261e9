package org.muster.sim.check;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;

/**
 * Quotas as the client protocol has them, section 13: a limits znode makes one, a statistics znode
 * beside it is kept true by the server, and the deepest quota above a path counts alone.
 */
final class Quotas {
    private static final String FOLDER = "/zookeeper/quota";
    private static final String LIMITS = "/zookeeper_limits";
    private static final String STATS = "/zookeeper_stats";

    private final Draft draft;

    Quotas(Draft draft) {
        this.draft = draft;
    }

    /** {@code path} has been created with {@code length} bytes. */
    void created(String path, int length) {
        if (path.startsWith(FOLDER + "/") && path.endsWith(STATS)) {
            String subject = path.substring(FOLDER.length(), path.length() - STATS.length());
            if (!subject.isEmpty()) {
                write(path, usage(draft.subtree(subject, false)));
            }
        }
        account(path, 1, length);
    }

    /** So many more znodes and bytes are at {@code path}. */
    void account(String path, int count, long bytes) {
        String subject = subjectAbove(path, false);
        String stats = FOLDER + subject + STATS;
        Znode znode = subject == null ? null : draft.at(stats);
        if (subject == null || znode == null) {
            return;
        }
        Map<String, Long> used = parse(znode.data());
        if (used == null) {
            used = usage(draft.subtree(subject, false));
        } else {
            used.put("count", used.getOrDefault("count", -1L) + count);
            used.put("bytes", used.getOrDefault("bytes", -1L) + bytes);
        }
        write(stats, used);
    }

    private void write(String stats, Map<String, Long> used) {
        Znode znode = draft.at(stats);
        if (znode != null) {
            draft.put(stats, znode.withDataUnnoticed(Bytes.utf8(text(used))));
        }
    }

    /** Whether hard quotas allow so much more, by the usage before this transaction. */
    ErrorCode judge(String path, int moreCount, long moreBytes) {
        String subject = subjectAbove(path, true);
        Znode limitsZnode = subject == null ? null : draft.before(FOLDER + subject + LIMITS);
        if (subject == null || limitsZnode == null) {
            return ErrorCode.OK;
        }
        Map<String, Long> limits = parse(limitsZnode.data());
        if (limits == null) {
            return ErrorCode.MARSHALLING_ERROR;
        }
        Znode stats = draft.before(FOLDER + subject + STATS);
        if (stats == null) {
            return ErrorCode.OK;
        }
        Map<String, Long> used = parse(stats.data());
        if (used == null) {
            used = usage(draft.subtree(subject, true));
        }
        boolean fits =
                fits(used.getOrDefault("count", -1L), moreCount, limits.get("countHardLimit"))
                        && fits(
                                used.getOrDefault("bytes", -1L),
                                moreBytes,
                                limits.get("byteHardLimit"));
        return fits ? ErrorCode.OK : ErrorCode.QUOTA_EXCEEDED;
    }

    private static boolean fits(long used, long more, @Nullable Long limit) {
        return more == 0 || limit == null || limit < 0 || used + more <= limit;
    }

    private @Nullable String subjectAbove(String path, boolean before) {
        String prefix = path;
        while (prefix.length() > 1) {
            String limits = FOLDER + prefix + LIMITS;
            if ((before ? draft.before(limits) : draft.at(limits)) != null) {
                return prefix;
            }
            prefix = Paths.parent(prefix);
        }
        return null;
    }

    private static Map<String, Long> usage(Map<String, Znode> subtree) {
        long bytes = 0;
        for (Znode znode : subtree.values()) {
            bytes += znode.length();
        }
        Map<String, Long> used = new TreeMap<>();
        used.put("count", (long) subtree.size());
        used.put("bytes", bytes);
        return used;
    }

    private static @Nullable Map<String, Long> parse(@Nullable Bytes data) {
        if (data == null) {
            return null;
        }
        Map<String, Long> numbers = new TreeMap<>();
        String text = data.toUtf8();
        for (String piece : text.isEmpty() ? new String[0] : text.split("[,;]+")) {
            String[] parts = withoutEnd(piece).split("=", -1);
            if (parts.length < 2) {
                return null;
            }
            try {
                numbers.put(parts[0], parts[1].isEmpty() ? -1 : Long.parseLong(parts[1]));
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }
        return numbers;
    }

    /** What follows a last equals sign is nothing, and so is the sign. */
    private static String withoutEnd(String piece) {
        int end = piece.length();
        while (end > 0 && piece.charAt(end - 1) == '=') {
            end--;
        }
        return piece.substring(0, end);
    }

    private static String text(Map<String, Long> numbers) {
        Map<String, Long> others = new TreeMap<>(numbers);
        String text = "count=" + others.remove("count") + ",bytes=" + others.remove("bytes");
        StringBuilder all = new StringBuilder(text);
        others.forEach((key, value) ->
                all.append(all.length() == text.length() ? "=;" : ";")
                        .append(key)
                        .append('=')
                        .append(value));
        return all.toString();
    }
}
