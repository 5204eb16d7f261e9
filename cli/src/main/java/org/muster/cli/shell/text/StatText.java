package org.muster.cli.shell.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.muster.model.Stat;

/** A node's figures, for people as zkCli prints them and for programs. */
public final class StatText {
    private StatText() {}

    /** The eleven lines of zkCli, times in {@code zone}. */
    public static List<String> lines(Stat stat, ZoneId zone) {
        DateTimeFormatter dates =
                DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.US)
                        .withZone(zone);
        return List.of(
                "cZxid = " + hex(stat.czxid()),
                "ctime = " + dates.format(Instant.ofEpochMilli(stat.ctimeMs())),
                "mZxid = " + hex(stat.mzxid()),
                "mtime = " + dates.format(Instant.ofEpochMilli(stat.mtimeMs())),
                "pZxid = " + hex(stat.pzxid()),
                "cversion = " + stat.cversion(),
                "dataVersion = " + stat.version(),
                "aclVersion = " + stat.aversion(),
                "ephemeralOwner = " + hex(stat.ephemeralOwner()),
                "dataLength = " + stat.dataLength(),
                "numChildren = " + stat.numChildren());
    }

    /** The same for JSON: zxids and sessions as hexadecimal texts, times in milliseconds. */
    public static Map<String, Object> fields(Stat stat) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("czxid", hex(stat.czxid()));
        fields.put("ctimeMs", stat.ctimeMs());
        fields.put("mzxid", hex(stat.mzxid()));
        fields.put("mtimeMs", stat.mtimeMs());
        fields.put("pzxid", hex(stat.pzxid()));
        fields.put("cversion", stat.cversion());
        fields.put("version", stat.version());
        fields.put("aversion", stat.aversion());
        fields.put("ephemeralOwner", hex(stat.ephemeralOwner()));
        fields.put("dataLength", stat.dataLength());
        fields.put("numChildren", stat.numChildren());
        return fields;
    }

    /** A zxid or session id as it is usually written. */
    public static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
