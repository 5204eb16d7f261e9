package org.muster.cli.shell.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Expect;
import org.muster.client.Node;
import org.muster.model.Bytes;
import org.muster.model.Stat;

/** {@code edit}. */
final class Edit implements Command {
    /** The user's choice of an editor is the business of a shell, for it may have arguments. */
    private static final String EDITOR = "exec ${VISUAL:-${EDITOR:-vi}} \"$0\"";

    @Override
    public Syntax syntax() {
        return Syntax.of("edit", "opens a node's data in $VISUAL or $EDITOR and sets it afterwards")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        Node node = context.calls().get(path);
        try {
            Path file = Files.createTempFile("muster-edit", ".txt");
            try {
                Files.write(file, node.data().toArray());
                int code =
                        new ProcessBuilder("/bin/sh", "-c", EDITOR, file.toString())
                                .inheritIO()
                                .start()
                                .waitFor();
                if (code != 0) {
                    throw new ShellFailure(
                            ExitCode.FAILED, "the editor ended with " + code + "; nothing is set");
                }
                return set(context, node, Bytes.owning(Files.readAllBytes(file)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new ShellFailure(ExitCode.FAILED, "cannot edit: " + failure);
        }
    }

    /** Most editors end a file with a line's end, which is not the user's will. */
    private static int set(Context context, Node node, Bytes edited) throws InterruptedException {
        String before = node.text();
        String after = edited.toUtf8();
        boolean added = !before.endsWith("\n") && after.endsWith("\n");
        Bytes data = added ? Bytes.copyOf(edited.toArray(), 0, edited.length() - 1) : edited;
        if (data.equals(node.data())) {
            context.out().note("unchanged");
            return ExitCode.OK;
        }
        Expect expect = Expect.version(node.stat().version());
        Stat stat = context.calls().set(node.path(), data, expect);
        context.out().note("set, version " + stat.version());
        return ExitCode.OK;
    }
}
