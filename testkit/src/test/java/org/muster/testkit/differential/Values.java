package org.muster.testkit.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.muster.testkit.differential.Body.Entry;

/** The values programs are made of: few of each kind, so that they collide. */
final class Values {
    private static final List<String> USUAL_PATHS =
            List.of(
                    "/@/a",
                    "/@/a",
                    "/@/a",
                    "/@/b",
                    "/@/b",
                    "/@/a/x",
                    "/@/a/x",
                    "/@/a/y",
                    "/@/b/x",
                    "/@/a/x/1",
                    "/@",
                    "/@/ü",
                    "/@/日本",
                    "/@/日本/語",
                    "/@/a/s-0000000000",
                    "/@/a/s-0000000001",
                    "/@/a/s-0000000002",
                    "/@/a/0000000001",
                    "/@/b/0000000000");
    private static final List<String> ODD_PATHS =
            Arrays.asList(
                    "a",
                    "a/b",
                    "/",
                    "//@",
                    "/@/",
                    "/@//a",
                    "/@/a/",
                    "/@/.",
                    "/@/..",
                    "/@/a/../b",
                    "/@/...",
                    "/@/.a",
                    "/@/a.",
                    "/@/\u0000",
                    "/@/a\u0000b",
                    "/@/\u0001",
                    "/@/\u001f",
                    "/@/\u007f",
                    "/@/\u0085",
                    "/@/\u00a0",
                    "/@/\ud7ff",
                    "/@/\ue000",
                    "/@/\uf8ff",
                    "/@/\uf900",
                    "/@/\uffef",
                    "/@/\ufff0",
                    "/@/\uffff",
                    "/@/😀",
                    null,
                    "/@nope/x",
                    "/@/nope/x/y",
                    "/zookeeper",
                    "/zookeeper/quota",
                    "/zookeeper/config",
                    "/@/a/x/1/2/3",
                    "/@/ ",
                    "/@/a b");
    private static final List<String> SEQUENCE_PREFIXES =
            List.of("/@/a/s-", "/@/a/s-", "/@/a/", "/@/b/", "/@/s-", "/@/nope/s-", "/@/b/x/..");

    private static final Entry BOB_ALL =
            new Entry(31, "digest", "bob:ikIaKsbtGweaHnb/jKn7OHqbunM=");
    private static final Entry BOB_READ =
            new Entry(1, "digest", "bob:ikIaKsbtGweaHnb/jKn7OHqbunM=");
    private static final Entry AUTH_ALL = new Entry(31, "auth", "");
    private static final Entry READ_ONLY = new Entry(1, "world", "anyone");
    private static final Entry NO_READ = new Entry(30, "world", "anyone");
    private static final Entry NO_ADMIN = new Entry(15, "world", "anyone");

    private static final List<List<Entry>> GOOD_ACLS =
            List.of(
                    List.of(READ_ONLY),
                    List.of(NO_READ),
                    List.of(NO_ADMIN),
                    List.of(BOB_ALL),
                    List.of(BOB_ALL, READ_ONLY),
                    List.of(BOB_READ, NO_ADMIN),
                    List.of(AUTH_ALL, Entry.OPEN),
                    List.of(AUTH_ALL),
                    List.of(new Entry(31, "auth", null)),
                    List.of(new Entry(31, "ip", "127.0.0.1")),
                    List.of(new Entry(31, "ip", "127.0.0.0/8"), READ_ONLY),
                    List.of(new Entry(31, "ip", "10.1.2.3")),
                    List.of(new Entry(31, "ip", "::1")),
                    List.of(new Entry(0, "world", "anyone")),
                    List.of(new Entry(255, "world", "anyone")),
                    List.of(new Entry(2, "world", "anyone"), new Entry(8, "world", "anyone")),
                    List.of(Entry.OPEN, Entry.OPEN, READ_ONLY, Entry.OPEN));
    private static final List<List<Entry>> BAD_ACLS =
            Arrays.asList(
                    null,
                    List.of(),
                    List.of(new Entry(31, "world", "someone")),
                    List.of(new Entry(31, null, "anyone")),
                    List.of(new Entry(31, "", "anyone")),
                    List.of(new Entry(31, "super", "")),
                    List.of(new Entry(31, "sasl", "bob")),
                    List.of(new Entry(31, "digest", "bob")),
                    List.of(new Entry(31, "digest", "bob:")),
                    List.of(new Entry(31, "digest", "a:b:c")),
                    List.of(new Entry(31, "digest", "a:b:")),
                    List.of(new Entry(31, "digest", ":b")),
                    List.of(new Entry(31, "digest", "")),
                    List.of(new Entry(31, "ip", "127.0.0.1/33")),
                    List.of(new Entry(31, "ip", "127.0.0.1/-1")),
                    List.of(new Entry(31, "ip", "300.0.0.1")),
                    List.of(new Entry(31, "ip", "localhost")),
                    List.of(new Entry(31, "ip", "::1/129")),
                    List.of(Entry.OPEN, new Entry(31, "digest", "bob")));
    private static final List<String> QUOTA_ROOTS = List.of("/@", "/@/a", "/@/a/x", "/@/b");
    private static final List<String> LIMITS =
            List.of(
                    "count=3,bytes=20",
                    "count=-1,bytes=-1=;byteHardLimit=20;countHardLimit=4",
                    "count=-1,bytes=-1=;byteHardLimit=8",
                    "countHardLimit=2,count=1,bytes=1",
                    "count=2,bytes=-1=;countHardLimit=3",
                    "bytes=5;count=,countHardLimit=9",
                    "count=1,,bytes=2",
                    "",
                    "nonsense",
                    "count=many,bytes=1");

    private static final List<List<Entry>> ACLS_WITHOUT_ID =
            List.of(
                    List.of(new Entry(31, "world", null)),
                    List.of(new Entry(31, "digest", null)),
                    List.of(new Entry(31, "ip", null)));

    private final Draw draw;
    private final List<List<Entry>> badAcls;

    Values(Draw draw, boolean nullAcls) {
        this.draw = draw;
        this.badAcls = nullAcls ? BAD_ACLS : BAD_ACLS.subList(1, BAD_ACLS.size());
    }

    String path() {
        return draw.chance(94) ? draw.from(USUAL_PATHS) : draw.from(ODD_PATHS);
    }

    String oddPath() {
        return draw.from(ODD_PATHS);
    }

    /** A path that is never null, for the kinds of request where null means something else. */
    String givenPath() {
        String path = path();
        return path == null ? "/@/a" : path;
    }

    List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) {
            paths.add(givenPath());
        }
        return paths;
    }

    String createPath(int flags) {
        boolean sequential = flags == 2 || flags == 3 || flags == 6;
        return sequential && draw.chance(90) ? draw.from(SEQUENCE_PREFIXES) : path();
    }

    byte[] data() {
        return switch (draw.below(12)) {
            case 0 -> null;
            case 1, 2 -> new byte[0];
            case 3 -> draw.bytes(100);
            case 4 -> draw.chance(20) ? draw.bytes(20_000) : draw.bytes(30);
            default -> ("v" + draw.below(100)).getBytes(StandardCharsets.UTF_8);
        };
    }

    List<Entry> acl() {
        if (draw.chance(80)) {
            return List.of(Entry.OPEN);
        }
        return draw.chance(75) ? draw.from(GOOD_ACLS) : draw.from(badAcls);
    }

    /** Lists that the reference stumbles over. */
    List<Entry> aclWithoutId() {
        return draw.from(ACLS_WITHOUT_ID);
    }

    int version() {
        return draw.chance(60) ? -1 : draw.chance(80) ? draw.below(3) : draw.of(-2, 7, 1 << 31);
    }

    int flags() {
        return draw.of(0, 0, 0, 0, 0, 1, 1, 2, 2, 3);
    }

    String quotaRoot() {
        return draw.from(QUOTA_ROOTS);
    }

    byte[] limits() {
        return draw.chance(3) ? null : draw.from(LIMITS).getBytes(StandardCharsets.UTF_8);
    }

    /** A usage string: always one that can be parsed, for another kind ends the reference. */
    byte[] usage() {
        return draw.of("count=0,bytes=0", "count=2,bytes=7").getBytes(StandardCharsets.UTF_8);
    }

    static String show(byte[] data) {
        return data == null ? "null" : data.length + "B";
    }

    static String show(List<Entry> acl) {
        return acl != null && acl.equals(List.of(Entry.OPEN)) ? "open" : String.valueOf(acl);
    }
}
