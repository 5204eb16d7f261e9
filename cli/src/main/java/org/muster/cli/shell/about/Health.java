package org.muster.cli.shell.about;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.status.MemberStatus;
import org.muster.cli.status.StatusTexts;
import org.muster.cli.status.WordClient;
import org.muster.client.Blocking;
import org.muster.client.CallOption;
import org.muster.client.MusterException;

/** {@code health}. */
final class Health implements Command {
    private static final int PATIENCE_MS = 2_000;

    @Override
    public Syntax syntax() {
        return Syntax.of(
                "health",
                "asks every server for its role, and a majority for an answer: is it well?");
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        List<MemberStatus> members = new ArrayList<>();
        for (String server : context.link().servers().split(",", -1)) {
            try {
                members.add(MemberStatus.of(server, WordClient.of(server, PATIENCE_MS)));
            } catch (IllegalArgumentException wrong) {
                throw ShellFailure.usage(String.valueOf(wrong.getMessage()));
            }
        }
        long begun = System.nanoTime();
        String trouble = probe(context);
        double tookMs = (System.nanoTime() - begun) / 1e6;
        boolean well = trouble.isEmpty() && members.stream().allMatch(MemberStatus::serves);
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("well", well);
            fields.put("majorityMs", trouble.isEmpty() ? tookMs : -1);
            fields.put("trouble", trouble);
            List<Object> servers = new ArrayList<>();
            for (MemberStatus member : members) {
                Map<String, Object> server = new LinkedHashMap<>();
                server.put("server", member.name());
                server.put("mode", member.mode());
                server.putAll(member.facts());
                servers.add(server);
            }
            fields.put("servers", servers);
            context.out().json(fields);
        } else {
            context.out().lines(StatusTexts.table(members).lines().toList());
            context.out()
                    .line(
                            trouble.isEmpty()
                                    ? "a majority answered within %.1f ms".formatted(tookMs)
                                    : context.out().paint().bad("no majority: " + trouble));
        }
        return well ? ExitCode.OK : trouble.isEmpty() ? ExitCode.FAILED : ExitCode.UNAVAILABLE;
    }

    /** Asks a majority through the session; empty if it answers, else why not. */
    private static String probe(Context context) throws InterruptedException {
        try {
            var _ = Blocking.await(context.client().stat("/", CallOption.Consistency.LINEARIZABLE));
            return "";
        } catch (ShellFailure | MusterException failure) {
            return String.valueOf(failure.getMessage());
        }
    }
}
