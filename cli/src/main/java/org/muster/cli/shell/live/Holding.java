package org.muster.cli.shell.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.text.StatText;
import org.muster.client.Blocking;
import org.muster.client.SessionLease;

/**
 * Holds something while a command runs, which hears by SIGTERM, then SIGKILL, that it is lost: a
 * lease is lost before the servers can give it to the next.
 */
final class Holding {
    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Context context;
    private final Arguments arguments;
    private final String word;

    /** What is held is called {@code word}. */
    Holding(Context context, Arguments arguments, String word) {
        this.context = context;
        this.arguments = arguments;
        this.word = word;
    }

    /** Stands in the line at the path until the turn comes, runs the command, and leaves. */
    int run(String stem, String data) throws InterruptedException {
        String path = context.path(arguments.required(0));
        Duration patience = arguments.time("--wait").orElse(FOREVER);
        long deadlineNs = System.nanoTime() + patience.toNanos();
        try (SessionLease lease = Blocking.await(context.client().session().lease());
                Line line = Line.enter(context, path, stem, data)) {
            if (!line.await(deadlineNs)) {
                throw new ShellFailure(
                        ExitCode.CONFLICT, path + " is held by others for longer than --wait");
            }
            List<String> words = arguments.words();
            context.out().note(word + " " + line.node().path());
            return words.size() > 1
                    ? execute(words.subList(1, words.size()), line, lease)
                    : hold(lease);
        }
    }

    private int hold(SessionLease lease) throws InterruptedException {
        var _ = Blocking.await(lease.lost());
        throw lost();
    }

    private ShellFailure lost() {
        return new ShellFailure(ExitCode.UNAVAILABLE, "lost, before the session can end");
    }

    private int execute(List<String> command, Line line, SessionLease lease)
            throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("MUSTER_TOKEN", StatText.hex(line.node().stat().czxid()));
        builder.environment().put("MUSTER_NODE", line.node().path());
        Process process;
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new ShellFailure(ExitCode.FAILED, "cannot run: " + failure.getMessage());
        }
        CompletableFuture<Optional<Integer>> ended =
                process.onExit().thenApply(exited -> Optional.of(exited.exitValue()));
        CompletableFuture<Optional<Integer>> lost =
                lease.lost().thenApply(why -> Optional.<Integer>empty());
        try {
            Optional<Integer> code = Blocking.await(ended.applyToEither(lost, first -> first));
            if (code.isPresent()) {
                return code.get();
            }
            context.out().message("lost: the command is told to end");
            return end(process);
        } catch (InterruptedException enough) {
            return end(process);
        }
    }

    private static int end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
