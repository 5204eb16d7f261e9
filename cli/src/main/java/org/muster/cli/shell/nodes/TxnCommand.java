package org.muster.cli.shell.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;
import org.muster.cli.shell.text.Words;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.OpResult;
import org.muster.client.Txn;
import org.muster.client.TxnResult;
import org.muster.model.Bytes;

/** {@code txn}. */
final class TxnCommand implements Command {
    private static final String FORMS =
            "create [-e] [-s] path [data], set path data [version], delete path [version],"
                    + " check path [version]";

    @Override
    public Syntax syntax() {
        return Syntax.of("txn", "applies several operations or none; each is one word: " + FORMS)
                .param("[operation...]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        List<String> lines = new ArrayList<>(arguments.words());
        if (lines.isEmpty()) {
            String line = context.ask("txn (an empty line ends it)> ", false);
            while (!line.isBlank()) {
                lines.add(line);
                line = context.ask("txn> ", false);
            }
        }
        Txn txn = new Txn();
        for (String line : lines) {
            add(context, txn, line);
        }
        if (lines.isEmpty()) {
            throw ShellFailure.usage("a transaction without operations");
        }
        TxnResult result = context.calls().txn(txn);
        if (result instanceof TxnResult.Aborted aborted) {
            throw new ShellFailure(
                    ShellFailure.exitCode(aborted.cause()),
                    "nothing was applied; operation "
                            + (aborted.failedIndex() + 1)
                            + ": "
                            + ShellFailure.message(aborted.cause()));
        }
        show(context, lines, result.orThrow());
        return ExitCode.OK;
    }

    private static void show(Context context, List<String> lines, List<OpResult> results) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            OpResult result = results.get(i);
            String kind = lines.get(i).strip().split("\\s+", 2)[0];
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("operation", kind);
            fields.put("path", result.path());
            result.stat().ifPresent(stat -> fields.put("stat", StatText.fields(stat)));
            all.add(fields);
            if (!context.out().isJson()) {
                String version = result.stat().map(stat -> " version " + stat.version()).orElse("");
                context.out().line(kind + " " + result.path() + version);
            }
        }
        if (context.out().isJson()) {
            context.out().json(all);
        }
    }

    private static void add(Context context, Txn txn, String line) {
        List<String> words = new ArrayList<>(split(line));
        boolean ephemeral = words.remove("-e");
        boolean sequential = words.remove("-s");
        if (words.size() < 2) {
            throw wrong(line);
        }
        String path = context.path(words.get(1));
        switch (words.getFirst()) {
            case "create" -> {
                CreateSpec spec = ephemeral ? CreateSpec.ephemeral() : CreateSpec.persistent();
                Bytes data = words.size() > 2 ? Bytes.utf8(words.get(2)) : Bytes.EMPTY;
                txn.create(path, data, sequential ? spec.inPlainSequence() : spec);
            }
            case "set" -> {
                if (words.size() < 3) {
                    throw wrong(line);
                }
                txn.set(path, Bytes.utf8(words.get(2)), expect(words, 3));
            }
            case "delete" -> txn.delete(path, expect(words, 2));
            case "check" -> txn.check(path, expect(words, 2));
            default -> throw wrong(line);
        }
    }

    private static List<String> split(String line) {
        try {
            return Words.of(line);
        } catch (IllegalArgumentException unclosed) {
            throw ShellFailure.usage(String.valueOf(unclosed.getMessage()));
        }
    }

    private static Expect expect(List<String> words, int index) {
        if (index >= words.size()) {
            return Expect.any();
        }
        try {
            return Expect.version(Integer.parseInt(words.get(index)));
        } catch (NumberFormatException none) {
            throw ShellFailure.usage("a version is a whole number, not " + words.get(index));
        }
    }

    private static ShellFailure wrong(String line) {
        return ShellFailure.usage("no operation: " + line + "; there are " + FORMS);
    }
}
