package org.muster.testkit.differential;

import java.util.List;
import org.muster.testkit.rawwire.Out;

/**
 * The record of a request as a template: the same for both servers but for what each of them alone
 * can fill in.
 */
@FunctionalInterface
interface Body {
    /** What one server alone knows. */
    interface Blanks {
        /** The text with every {@code @} replaced by the name of this run's own subtree. */
        String fill(String template);

        /**
         * The zxid of the {@code back}-th latest change that both servers agreed on, 0 for the
         * latest.
         */
        long zxid(int back);
    }

    Body EMPTY = (out, blanks) -> {};

    void write(Out out, Blanks blanks);

    /** One entry of an ACL list. */
    record Entry(int perms, String scheme, String id) {
        static final Entry OPEN = new Entry(31, "world", "anyone");
    }

    static Body path(String path) {
        return (out, blanks) -> string(out, path, blanks);
    }

    static Body watched(String path, boolean watch) {
        return (out, blanks) -> string(out, path, blanks).bool(watch);
    }

    static Body numbered(String path, int number) {
        return (out, blanks) -> string(out, path, blanks).int32(number);
    }

    static Body create(String path, byte[] data, List<Entry> acl, int flags) {
        return (out, blanks) -> {
            string(out, path, blanks).buffer(data);
            acl(out, acl);
            out.int32(flags);
        };
    }

    static Body createTtl(Body create, long ttlMs) {
        return (out, blanks) -> {
            create.write(out, blanks);
            out.int64(ttlMs);
        };
    }

    static Body setData(String path, byte[] data, int version) {
        return (out, blanks) -> string(out, path, blanks).buffer(data).int32(version);
    }

    static Body setAcl(String path, List<Entry> acl, int version) {
        return (out, blanks) -> {
            string(out, path, blanks);
            acl(out, acl);
            out.int32(version);
        };
    }

    static Body auth(String scheme, byte[] data) {
        return (out, blanks) -> out.int32(0).string(scheme).buffer(data);
    }

    /** Lists of paths behind a zxid; {@code back} −1 stands for zxid 0. */
    static Body setWatches(int back, List<List<String>> lists) {
        return (out, blanks) -> {
            out.int64(back < 0 ? 0 : blanks.zxid(back));
            for (List<String> list : lists) {
                out.int32(list == null ? -1 : list.size());
                for (String path : list == null ? List.<String>of() : list) {
                    string(out, path, blanks);
                }
            }
        };
    }

    /** One part of a multi. */
    record Part(String text, int opcode, Body body) {}

    static Body multi(List<Part> parts) {
        return (out, blanks) -> {
            for (Part part : parts) {
                out.int32(part.opcode()).bool(false).int32(-1);
                part.body().write(out, blanks);
            }
            out.int32(-1).bool(true).int32(-1);
        };
    }

    private static Out string(Out out, String text, Blanks blanks) {
        return out.string(text == null ? null : blanks.fill(text));
    }

    private static void acl(Out out, List<Entry> acl) {
        out.int32(acl == null ? -1 : acl.size());
        for (Entry entry : acl == null ? List.<Entry>of() : acl) {
            out.int32(entry.perms()).string(entry.scheme()).string(entry.id());
        }
    }
}
