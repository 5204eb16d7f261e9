package org.muster.cli.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;

/** Named values in order: one line of a report, whatever its form. */
final class Fields {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Of a line that is a {@code kind}. */
    static Fields of(String kind) {
        return new Fields().put("kind", kind);
    }

    /** Adds a value: a number, a text, bytes, a truth, a list of those or of fields, or null. */
    Fields put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** Adds a 64-bit id as people read it. */
    Fields putHex(String name, long value) {
        return put(name, "0x" + Long.toHexString(value));
    }

    /** Adds an access control list. */
    Fields putAcl(String name, List<Acl> acl) {
        List<Object> entries = new ArrayList<>();
        for (Acl entry : acl) {
            entries.add(
                    entry.id().scheme() + ":" + entry.id().id() + ":" + permissions(entry.perms()));
        }
        return put(name, entries);
    }

    private static String permissions(int perms) {
        StringBuilder letters = new StringBuilder();
        String all = "rwcda";
        for (int i = 0; i < all.length(); i++) {
            if ((perms & (1 << i)) != 0) {
                letters.append(all.charAt(i));
            }
        }
        boolean more = perms >>> all.length() != 0;
        return more ? letters + "+" + Integer.toHexString(perms) : letters.toString();
    }

    /** All values by name, in order. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    /** Whether {@code value} is bytes that read as a line of text. */
    static boolean isText(Bytes value) {
        String text = value.toUtf8();
        return text.length() <= 200
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
    }
}
