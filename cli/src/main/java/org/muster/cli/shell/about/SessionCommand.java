package org.muster.cli.shell.about;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;
import org.muster.client.MusterClient;
import org.muster.client.SessionState;

/** {@code session}. */
final class SessionCommand implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("session", "tells of this session: its id, timeout, server and state");
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        MusterClient client = context.client();
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (client.session().state()) {
            case SessionState.Connected connected -> {
                fields.put("state", "connected");
                fields.put("id", StatText.hex(connected.id().value()));
                fields.put("timeoutMs", connected.timeout().toMillis());
                fields.put("server", connected.server().host() + ":" + connected.server().port());
                fields.put("epoch", connected.epoch());
            }
            case SessionState.ReadOnly readOnly -> {
                fields.put("state", "read-only");
                fields.put("server", readOnly.server().host() + ":" + readOnly.server().port());
            }
            case SessionState.Suspended suspended -> {
                fields.put("state", "connection lost");
                fields.put("why", suspended.cause());
            }
            case SessionState.Lost lost -> {
                fields.put("state", "session lost");
                fields.put("why", lost.cause());
            }
            case SessionState.Connecting _ -> fields.put("state", "connecting");
            case SessionState.AuthFailed _ -> fields.put("state", "credentials refused");
            case SessionState.Closed _ -> fields.put("state", "closed");
        }
        fields.put("lastZxid", StatText.hex(client.session().lastZxid()));
        fields.put("hosts", context.link().hosts());
        if (context.out().isJson()) {
            context.out().json(fields);
        } else {
            fields.forEach((name, value) -> context.out().line("%-10s %s".formatted(name, value)));
        }
        return ExitCode.OK;
    }
}
