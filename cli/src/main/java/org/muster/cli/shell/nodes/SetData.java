package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;
import org.muster.client.Expect;
import org.muster.model.Bytes;
import org.muster.model.Stat;

/** {@code set}. */
final class SetData implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("set", "sets the data of a node")
                .flag("-s", "show the node's figures afterwards")
                .option("-v,--if-version", "VERSION", "only if the data has this version")
                .flag("-b", "the data is written in base64")
                .option("-f", "FILE", "the data is what the file holds")
                .param("path", Syntax.Kind.PATH)
                .param("[data]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        Optional<Bytes> data = NewData.of(arguments, arguments.word(1));
        if (data.isEmpty()) {
            throw ShellFailure.usage("usage: set [-s] [-v version] [-b] path data");
        }
        Stat stat = context.calls().set(path, data.get(), expect(arguments));
        if (context.out().isJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", path);
            result.put("stat", StatText.fields(stat));
            context.out().json(result);
        } else if (arguments.has("-s")) {
            Figures.show(context, stat);
        }
        return ExitCode.OK;
    }

    /** What {@code -v} says. */
    static Expect expect(Arguments arguments) {
        OptionalInt version = arguments.number("-v");
        return version.isPresent() ? Expect.version(version.getAsInt()) : Expect.any();
    }
}
