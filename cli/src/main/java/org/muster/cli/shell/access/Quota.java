package org.muster.cli.shell.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.muster.cli.shell.command.Context;

/**
 * A quota as ZooKeeper keeps it, in a znode's text: {@code count=10,bytes=-1=;byteHardLimit=-1}.
 * Count and bytes come first; the second {@code =} hides the rest from old releases.
 */
record Quota(Map<String, Long> limits) {
    /** Soft limit of nodes. */
    static final String COUNT = "count";

    /** Soft limit of bytes. */
    static final String BYTES = "bytes";

    /** Hard limit of nodes. */
    static final String HARD_COUNT = "countHardLimit";

    /** Hard limit of bytes. */
    static final String HARD_BYTES = "byteHardLimit";

    private static final String ROOT = "/zookeeper/quota";

    /** No limit at all. */
    static Quota none() {
        return new Quota(Map.of());
    }

    /** Reads a znode's text; what makes no sense is no limit. */
    static Quota parse(String text) {
        Map<String, Long> limits = new TreeMap<>();
        for (String part : text.split("[,;]", -1)) {
            String[] pair = part.replaceAll("=$", "").split("=", 2);
            if (pair.length == 2 && pair[1].matches("-?[0-9]{1,18}")) {
                limits.put(pair[0], Long.parseLong(pair[1]));
            }
        }
        return new Quota(limits);
    }

    /** The same with one limit changed; -1 for none. */
    Quota with(String name, long limit) {
        Map<String, Long> changed = new TreeMap<>(limits);
        changed.put(name, limit);
        return new Quota(changed);
    }

    /** The limit called so, -1 for none. */
    long limit(String name) {
        return limits.getOrDefault(name, -1L);
    }

    /** The znode's text. */
    String text() {
        return COUNT
                + "="
                + limit(COUNT)
                + ","
                + BYTES
                + "="
                + limit(BYTES)
                + "=;"
                + HARD_BYTES
                + "="
                + limit(HARD_BYTES)
                + ";"
                + HARD_COUNT
                + "="
                + limit(HARD_COUNT);
    }

    /** The limits for programs. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : new String[] {COUNT, BYTES, HARD_COUNT, HARD_BYTES}) {
            fields.put(name, limit(name));
        }
        return fields;
    }

    /** Where the quota of {@code path} is kept; the servers know no chroot there. */
    static String place(Context context, String path) {
        String hosts = context.link().hosts();
        int slash = hosts.indexOf('/');
        String chroot = slash < 0 ? "" : hosts.substring(slash).replaceAll("/+$", "");
        String whole = chroot + (path.equals("/") ? "" : path);
        return ROOT + whole;
    }

    /** The znode of the limits. */
    static String limitsAt(String place) {
        return place + "/zookeeper_limits";
    }

    /** The znode of what there is. */
    static String statsAt(String place) {
        return place + "/zookeeper_stats";
    }
}
