package org.muster.cli.shell.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterException;
import org.muster.model.Bytes;

/** {@code setquota}. */
final class SetQuota implements Command {
    /** The options and the limits they mean. */
    static final Map<String, String> LIMITS = limits();

    private static Map<String, String> limits() {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("-n", Quota.COUNT);
        limits.put("-b", Quota.BYTES);
        limits.put("-N", Quota.HARD_COUNT);
        limits.put("-B", Quota.HARD_BYTES);
        return limits;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("setquota", "limits how much there may be at and below a node")
                .option("-n", "COUNT", "warn above so many nodes")
                .option("-b", "BYTES", "warn above so much data")
                .option("-N", "COUNT", "refuse more nodes")
                .option("-B", "BYTES", "refuse more data")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        Quota asked = Quota.none();
        for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
            Optional<String> value = arguments.value(limit.getKey());
            if (value.isPresent()) {
                asked = asked.with(limit.getValue(), number(limit.getKey(), value.get()));
            }
        }
        if (asked.limits().isEmpty()) {
            throw ShellFailure.usage("setquota -n|-b|-N|-B val path");
        }
        Blocking calls = context.calls();
        if (calls.stat(path).isEmpty()) {
            throw new ShellFailure(ExitCode.NO_NODE, "Node does not exist: " + path);
        }
        String place = Quota.place(context, path);
        String limits = Quota.limitsAt(place);
        if (calls.stat(limits).isPresent()) {
            Quota merged = Quota.parse(calls.get(limits).text());
            for (Map.Entry<String, Long> limit : asked.limits().entrySet()) {
                merged = merged.with(limit.getKey(), limit.getValue());
            }
            calls.set(limits, Bytes.utf8(merged.text()), Expect.any());
        } else {
            requireAlone(context, place, path);
            // The servers begin to count when the second node appears.
            CreateSpec spec = CreateSpec.persistent().withParents(CreateSpec.Parents.CREATE);
            calls.create(limits, Bytes.utf8(asked.text()), spec);
            calls.create(Quota.statsAt(place), Bytes.utf8("count=-1,bytes=-1"), spec);
        }
        if (context.out().isJson()) {
            ListQuota.show(context, path, calls);
        }
        return ExitCode.OK;
    }

    private static long number(String option, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw ShellFailure.usage(option + " is a number, not " + text);
        }
        return Long.parseLong(text);
    }

    /** The servers count for one quota on the way from the root to a node only. */
    private static void requireAlone(Context context, String place, String path)
            throws InterruptedException {
        Blocking calls = context.calls();
        for (String above = Paths.parent(place);
                Paths.isAtOrBelow(above, "/zookeeper/quota");
                above = Paths.parent(above)) {
            if (calls.stat(Quota.limitsAt(above)).isPresent()) {
                throw conflict(path, above);
            }
        }
        try {
            int code =
                    new Subtree(context, Subtree.Detail.NAME, Integer.MAX_VALUE)
                            .visit(
                                    place,
                                    visit -> {
                                        if (visit.path().endsWith("/zookeeper_limits")) {
                                            throw conflict(path, Paths.parent(visit.path()));
                                        }
                                        return true;
                                    });
            if (code != ExitCode.OK) {
                throw new ShellFailure(code, "not all quotas can be seen");
            }
        } catch (MusterException failure) {
            if (failure.code() != Code.NO_NODE) {
                throw failure;
            }
        }
    }

    private static ShellFailure conflict(String path, String other) {
        return new ShellFailure(
                ExitCode.CONFLICT,
                path + " cannot have a quota, for there is one at " + other.substring(16));
    }
}
