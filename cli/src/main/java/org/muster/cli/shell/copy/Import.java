package org.muster.cli.shell.copy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;

/** {@code import}. */
final class Import implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("import", "creates the nodes that export has written")
                .option("-f", "FILE", "from this file; else from standard input")
                .flag("--skip", "leave nodes that are there as they are")
                .flag("--replace", "give nodes that are there the data and acl of the file")
                .flag("--delete", "delete nodes that are not in the file, after a question")
                .flag("--dry-run", "only tell what would be done")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Optional<String> file = arguments.value("-f");
        try (BufferedReader lines =
                file.isPresent()
                        ? Files.newBufferedReader(Path.of(file.get()))
                        : new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            return read(context, arguments, new ExportFile(lines));
        } catch (IOException failure) {
            throw new ShellFailure(
                    ExitCode.FAILED, "cannot read " + file.orElse("the input") + ": " + failure);
        }
    }

    private static int read(Context context, Arguments arguments, ExportFile file)
            throws InterruptedException {
        String root = arguments.word(0).map(context::path).orElse(file.root());
        Target target = new Target(context, present(arguments), arguments.has("--dry-run"));
        @Nullable Carried node = file.next();
        while (node != null) {
            if (!Paths.isAtOrBelow(node.path(), file.root())) {
                throw ShellFailure.usage(node.path() + " is not below " + file.root());
            }
            target.write(node.at(Paths.moved(node.path(), file.root(), root)));
            node = file.next();
        }
        if (arguments.has("--delete")) {
            target.deleteOthers(root);
        }
        return target.finish();
    }

    /** What the options say about nodes that are there. */
    static Target.Present present(Arguments arguments) {
        return arguments.has("--replace")
                ? Target.Present.REPLACE
                : arguments.has("--skip") ? Target.Present.SKIP : Target.Present.FAIL;
    }
}
