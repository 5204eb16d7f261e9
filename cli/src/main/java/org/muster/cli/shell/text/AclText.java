package org.muster.cli.shell.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.Perms;

/** Lists of access as zkCli reads and writes them: {@code world:anyone:cdrwa,…}. */
public final class AclText {
    private static final String LETTERS = "cdrwa";

    private static final int[] BITS = {
        Perms.CREATE, Perms.DELETE, Perms.READ, Perms.WRITE, Perms.ADMIN
    };

    private AclText() {}

    /**
     * The list that {@code text} writes; entries are divided by commas, permissions are behind the
     * last colon.
     *
     * @throws IllegalArgumentException if it writes none
     */
    public static List<Acl> parse(String text) {
        List<Acl> list = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            int first = entry.indexOf(':');
            int last = entry.lastIndexOf(':');
            if (first <= 0 || first == last) {
                throw new IllegalArgumentException(
                        entry + " does not have the form scheme:id:perm");
            }
            Id id = new Id(entry.substring(0, first), entry.substring(first + 1, last));
            list.add(new Acl(perms(entry.substring(last + 1)), id));
        }
        return list;
    }

    /**
     * The bits of letters from {@code cdrwa}.
     *
     * @throws IllegalArgumentException if another letter is among them
     */
    public static int perms(String letters) {
        int perms = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int index = LETTERS.indexOf(letter);
            if (index < 0) {
                throw new IllegalArgumentException("Unknown perm type: " + letter);
            }
            perms |= BITS[index];
        }
        return perms;
    }

    /** The letters of permission bits. */
    public static String letters(int perms) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            if ((perms & BITS[i]) != 0) {
                letters.append(LETTERS.charAt(i));
            }
        }
        return letters.toString();
    }

    /** The list in the form that {@link #parse} reads. */
    public static String of(List<Acl> list) {
        List<String> entries = new ArrayList<>();
        for (Acl acl : list) {
            entries.add(acl.id().scheme() + ":" + acl.id().id() + ":" + letters(acl.perms()));
        }
        return String.join(",", entries);
    }

    /** The list as zkCli's getAcl prints it, two lines an entry. */
    public static List<String> lines(List<Acl> list) {
        List<String> lines = new ArrayList<>();
        for (Acl acl : list) {
            lines.add("'" + acl.id().scheme() + ",'" + acl.id().id());
            lines.add(": " + letters(acl.perms()));
        }
        return lines;
    }

    /** The list for JSON. */
    public static List<Map<String, Object>> fields(List<Acl> list) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Acl acl : list) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("scheme", acl.id().scheme());
            fields.put("id", acl.id().id());
            fields.put("perms", letters(acl.perms()));
            all.add(fields);
        }
        return all;
    }

    /**
     * The list that {@link #fields} has written.
     *
     * @throws IllegalArgumentException if it is no such list
     */
    public static List<Acl> ofFields(Object written) {
        List<Acl> list = new ArrayList<>();
        if (written instanceof Iterable<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> fields
                        && fields.get("scheme") instanceof String scheme
                        && fields.get("id") instanceof String id
                        && fields.get("perms") instanceof String letters) {
                    list.add(new Acl(perms(letters), new Id(scheme, id)));
                } else {
                    throw new IllegalArgumentException("no entry of an acl: " + entry);
                }
            }
            return list;
        }
        throw new IllegalArgumentException("no acl: " + written);
    }
}
