package org.muster.cli.shell.about;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;
import org.muster.model.Zxid;

/** {@code sync}. */
final class Sync implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("sync", "lets the server at hand catch up with its leader")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        Zxid zxid = context.calls().sync(path);
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("zxid", StatText.hex(zxid.value()));
            context.out().json(fields);
        } else {
            context.out().line("Sync is OK");
        }
        return ExitCode.OK;
    }
}
