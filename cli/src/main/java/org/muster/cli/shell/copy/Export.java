package org.muster.cli.shell.copy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.JsonText;

/** {@code export}. */
final class Export implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("export", "writes all nodes at and below a node, a line of JSON for each")
                .option("-f", "FILE", "to this file; it is there when it is whole")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String root = context.pathOrHere(arguments);
        Optional<String> file = arguments.value("-f");
        if (file.isEmpty()) {
            context.out().line(header(root));
            Source.read(context, root, node -> context.out().line(node.line()));
            return ExitCode.OK;
        }
        Path whole = Path.of(file.get());
        Path part = Path.of(file.get() + ".part");
        try {
            int count = write(context, root, part);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            if (context.out().isJson()) {
                context.out().json(Map.of("exported", count));
            } else {
                context.out().note(count + " nodes");
            }
        } catch (IOException | UncheckedIOException failure) {
            throw new ShellFailure(ExitCode.FAILED, "cannot write " + whole + ": " + failure);
        }
        return ExitCode.OK;
    }

    private static int write(Context context, String root, Path part)
            throws IOException, InterruptedException {
        int[] count = {0};
        try (BufferedWriter writer = Files.newBufferedWriter(part)) {
            writer.write(header(root) + "\n");
            Source.read(
                    context,
                    root,
                    node -> {
                        count[0]++;
                        try {
                            writer.write(node.line() + "\n");
                        } catch (IOException full) {
                            throw new UncheckedIOException(full);
                        }
                    });
        }
        return count[0];
    }

    private static String header(String root) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("muster", "export");
        header.put("format", 1);
        header.put("root", root);
        return JsonText.of(header);
    }
}
