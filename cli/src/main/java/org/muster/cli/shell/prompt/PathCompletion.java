package org.muster.cli.shell.prompt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.Candidate;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;

/**
 * Completes paths. Typing must not stall: a server has 300 ms, and a list is good for two seconds,
 * in which one presses the key several times.
 */
final class PathCompletion {
    private static final long PATIENCE_MS = 300;
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int MOST = 2000;

    private final Context context;
    private String listed = "";
    private List<String> names = List.of();
    private Instant until = Instant.MIN;

    PathCompletion(Context context) {
        this.context = context;
    }

    /** Adds the nodes that {@code word} may become. */
    void complete(String word, List<Candidate> candidates) {
        int slash = word.lastIndexOf('/');
        String above = slash < 0 ? "" : word.substring(0, slash + 1);
        String path = Paths.resolve(context.directory(), above.isEmpty() ? "." : above);
        String begun = word.substring(slash + 1);
        names(path).stream()
                .filter(name -> name.startsWith(begun))
                .limit(MOST)
                .forEach(name ->
                        candidates.add(
                                new Candidate(above + name, name, null, null, null, null, false)));
    }

    private List<String> names(String path) {
        if (path.equals(listed) && Instant.now().isBefore(until)) {
            return names;
        }
        try {
            names =
                    context.link()
                            .client()
                            .children(path)
                            .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                            .names();
            listed = path;
            until = Instant.now().plus(FRESH);
            return names;
        } catch (ExecutionException | TimeoutException | ShellFailure nothing) {
            return List.of();
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
