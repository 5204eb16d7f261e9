package org.muster.cli.shell.live;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;
import org.muster.cli.shell.text.DataText;
import org.muster.client.Code;
import org.muster.client.MusterException;
import org.muster.client.WatchEvent;
import org.muster.client.WatchScope;
import org.muster.model.Bytes;

/** {@code watch}. */
final class WatchCommand implements Command {
    private static final int WIDTH = 200;

    @Override
    public Syntax syntax() {
        return Syntax.of("watch", "tells every change of a node until Ctrl-C")
                .flag("-r", "of all nodes below it too")
                .flag("--data", "what the node holds then")
                .option(
                        "--exec",
                        "COMMAND",
                        "run this with sh at each change, told by MUSTER_EVENT, MUSTER_PATH,"
                                + " MUSTER_ZXID")
                .option("-n,--count", "COUNT", "end after so many changes")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        int rest = arguments.number("-n").orElse(Integer.MAX_VALUE);
        WatchScope scope = arguments.has("-r") ? WatchScope.SUBTREE : WatchScope.NODE;
        int code = ExitCode.OK;
        try (Events events = Events.of(context.client(), path, scope)) {
            boolean first = true;
            while (rest > 0) {
                WatchEvent event = events.next();
                // What tells that the watch is set for the first time is no news.
                boolean silent = first && event instanceof WatchEvent.Restored;
                first = false;
                if (silent) {
                    continue;
                }
                tell(context, arguments, path, event);
                if (event instanceof WatchEvent.Ended) {
                    return ExitCode.UNAVAILABLE;
                }
                if (event instanceof WatchEvent.Changed changed) {
                    rest--;
                    Optional<String> command = arguments.value("--exec");
                    code = command.isPresent() ? execute(command.get(), changed) : code;
                }
            }
        }
        return code;
    }

    private static void tell(Context context, Arguments arguments, String path, WatchEvent event)
            throws InterruptedException {
        Optional<Bytes> data =
                arguments.has("--data") && event instanceof WatchEvent.Changed changed
                        ? data(context, changed)
                        : Optional.empty();
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>(Watches.fields(path, event));
            data.ifPresent(bytes -> DataText.putInto(fields, bytes));
            context.out().json(fields);
        } else {
            String now =
                    LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS).toString();
            String brief = data.map(bytes -> "  " + DataText.brief(bytes, WIDTH)).orElse("");
            context.out().line(context.out().paint().faint(now) + "  " + words(event) + brief);
        }
        context.out().flush();
    }

    private static Optional<Bytes> data(Context context, WatchEvent.Changed changed)
            throws InterruptedException {
        if (changed.kind() == WatchEvent.Kind.DELETED) {
            return Optional.empty();
        }
        try {
            return Optional.of(context.calls().get(changed.path()).data());
        } catch (MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static String words(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Changed changed ->
                    "%-8s  %s"
                            .formatted(
                                    changed.kind().name().toLowerCase(Locale.ROOT), changed.path());
            case WatchEvent.Gap gap -> "gap       changes may be missing from here: " + gap.why();
            case WatchEvent.Restored _ -> "restored  from here on every change is told again";
            case WatchEvent.Ended ended -> "ended     " + ended.why();
        };
    }

    private static int execute(String command, WatchEvent.Changed changed)
            throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put("MUSTER_EVENT", changed.kind().name().toLowerCase(Locale.ROOT));
        environment.put("MUSTER_PATH", changed.path());
        environment.put("MUSTER_NAME", Paths.name(changed.path()));
        environment.put("MUSTER_ZXID", "0x" + Long.toHexString(changed.zxid().orElse(0)));
        try {
            return builder.start().waitFor();
        } catch (IOException failure) {
            throw new ShellFailure(ExitCode.FAILED, "cannot run sh: " + failure.getMessage());
        }
    }
}
