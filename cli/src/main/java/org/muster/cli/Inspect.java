package org.muster.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.cli.inspect.Inspector;

/** {@code muster inspect}. */
final class Inspect implements Subcommand {
    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String help() {
        return """
        usage: muster inspect log|snapshot FILE [--json]

        Prints a transaction log or a snapshot (plain, .gz or .snappy), one line a record, and every
        damage with its offset, the reason and what follows it. Reads only; a server may be running.

          --json   one JSON object a line; "kind" says what it is, data are in Base64

        Exit code: 0 the file is whole, 1 it is damaged or torn, 2 it cannot be read.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        List<String> words = new ArrayList<>(arguments);
        boolean json = words.remove("--json");
        for (String word : words) {
            if (word.startsWith("--")) {
                throw new UsageException("unknown option " + word + "; see muster inspect --help");
            }
        }
        if (words.size() != 2) {
            throw new UsageException("usage: muster inspect log|snapshot FILE [--json]");
        }
        Inspector.Kind kind =
                switch (words.getFirst()) {
                    case "log" -> Inspector.Kind.LOG;
                    case "snapshot" -> Inspector.Kind.SNAPSHOT;
                    default ->
                            throw new UsageException(
                                    "inspect what? 'log' or 'snapshot', not '"
                                            + words.getFirst()
                                            + "'");
                };
        try {
            var output = new Inspector.Output(streams.out(), streams.err());
            return Inspector.run(kind, Path.of(words.getLast()), json, output);
        } catch (InvalidPathException e) {
            throw new UsageException("not a file name: " + words.getLast());
        }
    }
}
