package org.muster.cli.shell.access;

import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.AclText;
import org.muster.cli.shell.text.Table;
import org.muster.client.AccessList;
import org.muster.client.Expect;
import org.muster.model.Acl;

/** {@code acl}. */
final class AclCommand implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("acl", "shows who may do what with a node, or sets it")
                .flag("-R", "set it for all nodes below too")
                .param("[path]", Syntax.Kind.PATH)
                .param("[acl]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        Optional<String> list = arguments.word(1);
        if (list.isPresent()) {
            int count =
                    AclChange.set(
                            context,
                            path,
                            AclChange.parse(list.get()),
                            Expect.any(),
                            arguments.has("-R"));
            if (!context.out().isJson()) {
                context.out().note("set for " + count + (count == 1 ? " node" : " nodes"));
            }
            return ExitCode.OK;
        }
        AccessList access = context.calls().acl(path);
        if (context.out().isJson()) {
            context.out().json(AclChange.fields(access));
            return ExitCode.OK;
        }
        Table table = new Table("scheme", "id", "perms", "may");
        for (Acl acl : access.entries()) {
            String letters = AclText.letters(acl.perms());
            table.row(acl.id().scheme(), acl.id().id(), letters, words(letters));
        }
        context.out().lines(table.lines());
        return ExitCode.OK;
    }

    private static String words(String letters) {
        return letters.equals("cdrwa")
                ? "everything"
                : letters.chars()
                        .mapToObj(letter ->
                                switch (letter) {
                                    case 'c' -> "create children";
                                    case 'd' -> "delete children";
                                    case 'r' -> "read";
                                    case 'w' -> "write";
                                    default -> "set this list";
                                })
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("nothing");
    }
}
