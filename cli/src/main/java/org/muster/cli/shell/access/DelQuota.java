package org.muster.cli.shell.access;

import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;
import org.muster.client.Expect;
import org.muster.client.Txn;
import org.muster.model.Bytes;

/** {@code delquota}. */
final class DelQuota implements Command {
    private static final String ROOT = "/zookeeper/quota";

    @Override
    public Syntax syntax() {
        return Syntax.of("delquota", "takes limits of a node away, all if none is named")
                .flag("-n", "the one that warns of nodes")
                .flag("-b", "the one that warns of data")
                .flag("-N", "the one that refuses nodes")
                .flag("-B", "the one that refuses data")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        String place = Quota.place(context, path);
        String limits = Quota.limitsAt(place);
        Blocking calls = context.calls();
        if (calls.stat(limits).isEmpty()) {
            throw new ShellFailure(ExitCode.NO_NODE, "quota does not exist for " + path);
        }
        Quota rest = Quota.parse(calls.get(limits).text());
        boolean some = false;
        for (Map.Entry<String, String> limit : SetQuota.LIMITS.entrySet()) {
            if (arguments.has(limit.getKey())) {
                rest = rest.with(limit.getValue(), -1);
                some = true;
            }
        }
        if (some) {
            calls.set(limits, Bytes.utf8(rest.text()), Expect.any());
        } else {
            calls.txn(
                            new Txn()
                                    .delete(limits, Expect.any())
                                    .delete(Quota.statsAt(place), Expect.any()))
                    .orThrow();
            trim(calls, place);
        }
        if (context.out().isJson()) {
            context.out().json(Map.of("path", path));
        }
        return ExitCode.OK;
    }

    /** The nodes above were made for the quota only. */
    private static void trim(Blocking calls, String place) throws InterruptedException {
        String at = place;
        while (!at.equals(ROOT) && calls.children(at).names().isEmpty()) {
            calls.delete(at, Expect.any());
            at = Paths.parent(at);
        }
    }
}
