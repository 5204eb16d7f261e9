package org.muster.cli.shell.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.text.AclText;
import org.muster.cli.shell.text.StatText;
import org.muster.client.AccessList;
import org.muster.client.Expect;
import org.muster.model.Acl;
import org.muster.model.Stat;

/** Sets lists of access. */
final class AclChange {
    private AclChange() {}

    /** The list that {@code text} writes; a usage failure if it writes none. */
    static List<Acl> parse(String text) {
        try {
            return AclText.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw ShellFailure.usage(String.valueOf(wrong.getMessage()));
        }
    }

    /** Sets the list of a node, or of all at and below it; how many that were. */
    static int set(Context context, String path, List<Acl> list, Expect expect, boolean recursively)
            throws InterruptedException {
        List<String> paths = new ArrayList<>();
        if (recursively) {
            int code =
                    new Subtree(context, Subtree.Detail.NAME, Integer.MAX_VALUE)
                            .visit(path, visit -> paths.add(visit.path()));
            if (code != ExitCode.OK) {
                throw new ShellFailure(code, "not all below " + path + " can be seen");
            }
        } else {
            paths.add(path);
        }
        for (String each : paths) {
            Stat stat = context.calls().setAcl(each, list, expect);
            if (context.out().isJson()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("path", each);
                fields.put("stat", StatText.fields(stat));
                context.out().json(fields);
            }
        }
        return paths.size();
    }

    /** A list for programs. */
    static Map<String, Object> fields(AccessList access) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", access.path());
        fields.put("acl", AclText.fields(access.entries()));
        fields.put("stat", StatText.fields(access.stat()));
        return fields;
    }
}
