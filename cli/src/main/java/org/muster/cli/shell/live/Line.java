package org.muster.cli.shell.live;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.client.Expect;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.Watched;
import org.muster.model.Bytes;

/**
 * A place in a line of contenders, as Curator's recipes lay it out: ephemeral sequential nodes,
 * whose lowest has the turn and of which each watches the one before it.
 *
 * @param node our own
 */
record Line(Context context, String path, String stem, Created node) implements AutoCloseable {
    /** Goes to the end of the line at {@code path}. */
    static Line enter(Context context, String path, String stem, String data)
            throws InterruptedException {
        CreateSpec spec =
                CreateSpec.ephemeral()
                        .inSequence()
                        .withParents(CreateSpec.Parents.CREATE_CONTAINERS);
        Created node = context.calls().create(Paths.child(path, stem), Bytes.utf8(data), spec);
        return new Line(context, path, stem, node);
    }

    /** Waits for the turn, until {@code deadlineNs} at the latest; whether it has come. */
    boolean await(long deadlineNs) throws InterruptedException {
        Blocking calls = context.calls();
        String own = Paths.name(node.path());
        while (true) {
            List<String> names =
                    calls.children(path).names().stream()
                            .filter(name -> name.contains(stem))
                            .sorted(Comparator.comparing(Line::number))
                            .toList();
            int index = names.indexOf(own);
            if (index < 0) {
                throw new ShellFailure(
                        ExitCode.UNAVAILABLE, node.path() + " is gone: the session has ended");
            }
            if (index == 0) {
                return true;
            }
            if (!change(Paths.child(path, names.get(index - 1)), deadlineNs)) {
                return false;
            }
        }
    }

    /** Waits until a node changes or is gone; false if the time is up. */
    private boolean change(String other, long deadlineNs) throws InterruptedException {
        Optional<Watched<Node>> found = watch(other);
        if (found.isEmpty()) {
            return true;
        }
        try (Watched<Node> watched = found.get()) {
            var _ = watched.change().get(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            throw MusterException.of(failed);
        }
    }

    private Optional<Watched<Node>> watch(String other) throws InterruptedException {
        try {
            return Optional.of(context.calls().getAndWatch(other));
        } catch (MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static String number(String name) {
        return name.substring(Math.max(0, name.length() - 10));
    }

    /** Leaves the line. An interruption meanwhile must not keep others waiting. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            context.calls().delete(node.path(), Expect.any());
        } catch (InterruptedException again) {
            interrupted = true;
        } catch (MusterException gone) {
            context.out().note("the place in the line ends with the session: " + gone.code());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
