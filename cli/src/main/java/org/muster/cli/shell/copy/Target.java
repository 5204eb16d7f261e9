package org.muster.cli.shell.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.Removal;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Subtree;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.client.Expect;
import org.muster.client.MusterException;

/**
 * Writes nodes. Creations go out without waiting for one another; a server applies them in their
 * order, so a node is there before its children.
 */
final class Target {
    /** What to do about a node that is there already. */
    enum Present {
        /** Stop. */
        FAIL,
        /** Leave it as it is. */
        SKIP,
        /** Give it the data and the list of access. */
        REPLACE
    }

    private record Under(Carried node, CompletableFuture<Created> way) {}

    private static final int AHEAD = 100;

    private final Context context;
    private final Present present;
    private final boolean dry;
    private final Queue<Under> ways = new ArrayDeque<>();
    private final Set<String> written = new HashSet<>();
    private int created;
    private int replaced;
    private int skipped;
    private int ephemerals;
    private int deleted;

    Target(Context context, Present present, boolean dry) {
        this.context = context;
        this.present = present;
        this.dry = dry;
    }

    /** Writes a node, sooner or later; ephemerals are left out and counted. */
    void write(Carried node) throws InterruptedException {
        if (node.ephemeral()) {
            ephemerals++;
            return;
        }
        written.add(node.path());
        if (dry) {
            boolean there = context.calls().stat(node.path()).isPresent();
            context.out()
                    .line(
                            (there ? present.name().toLowerCase(Locale.ROOT) : "create")
                                    + " "
                                    + node.path());
            return;
        }
        CreateSpec spec =
                CreateSpec.persistent()
                        .withAcl(node.acl())
                        .withParents(
                                written.size() == 1
                                        ? CreateSpec.Parents.CREATE
                                        : CreateSpec.Parents.MUST_EXIST);
        if (node.path().equals("/")) {
            replaceRoot(node);
            return;
        }
        ways.add(new Under(node, context.client().create(node.path(), node.data(), spec)));
        if (written.size() == 1 || ways.size() >= AHEAD) {
            settle();
        }
    }

    private void settle() throws InterruptedException {
        while (!ways.isEmpty()) {
            Under under = ways.remove();
            try {
                var _ = Blocking.await(under.way());
                created++;
            } catch (MusterException failure) {
                if (failure.code() != Code.NODE_EXISTS || present == Present.FAIL) {
                    throw failure;
                }
                there(under.node());
            }
        }
    }

    /** The root is always there: a whole tree goes into it, whatever else is asked. */
    private void replaceRoot(Carried node) throws InterruptedException {
        if (present == Present.REPLACE) {
            there(node);
        } else {
            skipped++;
        }
    }

    private void there(Carried node) throws InterruptedException {
        if (present == Present.SKIP) {
            skipped++;
            return;
        }
        context.calls().set(node.path(), node.data(), Expect.any());
        context.calls().setAcl(node.path(), node.acl(), Expect.any());
        replaced++;
    }

    /** Deletes what is at or below {@code root} and was not written, if the user agrees. */
    void deleteOthers(String root) throws InterruptedException {
        settle();
        List<String> others = new ArrayList<>();
        var _ =
                new Subtree(context, Subtree.Detail.NAME, Integer.MAX_VALUE)
                        .visit(
                                root,
                                visit -> {
                                    if (!written.contains(visit.path())
                                            && !Paths.isAtOrBelow(visit.path(), "/zookeeper")
                                            && !visit.path().equals("/")) {
                                        others.add(visit.path());
                                    }
                                    return true;
                                });
        if (dry) {
            others.forEach(path -> context.out().line("delete " + path));
        } else if (!others.isEmpty()) {
            context.confirm(
                    "Delete " + others.size() + " below " + root + " that are not in the copy?");
            if (!new Removal(context, Removal.BATCH).deleteOnce(others)) {
                throw new ShellFailure(ExitCode.CONFLICT, "others add nodes below " + root);
            }
            deleted = others.size();
        }
    }

    /** Waits for all and tells what was done. */
    int finish() throws InterruptedException {
        settle();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("created", created);
        counts.put("replaced", replaced);
        counts.put("skipped", skipped);
        counts.put("deleted", deleted);
        counts.put("ephemeralsLeftOut", ephemerals);
        if (context.out().isJson()) {
            context.out().json(counts);
        } else if (!dry) {
            List<String> words = new ArrayList<>();
            counts.forEach((name, count) -> {
                if (!count.equals(0) || name.equals("created")) {
                    words.add(count + " " + name.replace("LeftOut", " left out"));
                }
            });
            context.out().note(String.join(", ", words));
        }
        return ExitCode.OK;
    }
}
