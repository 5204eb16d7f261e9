package org.muster.cli.shell.copy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.Paint;

/** {@code diff}. */
final class Diff implements Command {
    private static final String FILE = "file:";

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "diff",
                        "compares two subtrees, either of which may be file:NAME of an export")
                .flag("--no-acl", "do not compare who may do what")
                .flag("--no-ephemerals", "leave ephemeral nodes out")
                .param("from", Syntax.Kind.PATH)
                .param("to", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Map<String, Carried> from = read(context, arguments.required(0));
        Map<String, Carried> to = read(context, arguments.required(1));
        if (arguments.has("--no-ephemerals")) {
            from.values().removeIf(Carried::ephemeral);
            to.values().removeIf(Carried::ephemeral);
        }
        Map<String, Integer> paths = new TreeMap<>();
        from.keySet().forEach(path -> paths.put(path, 0));
        to.keySet().forEach(path -> paths.put(path, 0));
        boolean same = true;
        for (String path : paths.keySet()) {
            List<String> what =
                    differences(from.get(path), to.get(path), !arguments.has("--no-acl"));
            if (!what.isEmpty()) {
                same = false;
                show(context, path, what);
            }
        }
        return same ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private static List<String> differences(
            @Nullable Carried from, @Nullable Carried to, boolean withAcl) {
        if (from == null) {
            return List.of("added");
        }
        if (to == null) {
            return List.of("removed");
        }
        List<String> what = new ArrayList<>();
        if (!from.data().equals(to.data())) {
            what.add("data");
        }
        if (withAcl && !from.acl().equals(to.acl())) {
            what.add("acl");
        }
        if (from.ephemeral() != to.ephemeral()) {
            what.add("ephemeral");
        }
        return what;
    }

    private static void show(Context context, String path, List<String> what) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("differs", what);
            context.out().json(fields);
            return;
        }
        Paint paint = context.out().paint();
        switch (what.getFirst()) {
            case "added" -> context.out().line(paint.good("+ " + path));
            case "removed" -> context.out().line(paint.bad("- " + path));
            default ->
                    context.out()
                            .line(paint.hit("~ " + path) + " (" + String.join(", ", what) + ")");
        }
    }

    /** The nodes by their paths below the one named, {@code .} for that itself. */
    private static Map<String, Carried> read(Context context, String word)
            throws InterruptedException {
        Map<String, Carried> nodes = new TreeMap<>();
        if (word.startsWith(FILE)) {
            Path path = Path.of(word.substring(FILE.length()));
            try (BufferedReader lines = Files.newBufferedReader(path)) {
                ExportFile file = new ExportFile(lines);
                @Nullable Carried node = file.next();
                while (node != null) {
                    nodes.put(below(node.path(), file.root()), node);
                    node = file.next();
                }
            } catch (IOException failure) {
                throw new ShellFailure(ExitCode.FAILED, "cannot read " + path + ": " + failure);
            }
        } else {
            String root = context.path(word);
            Source.read(context, root, node -> nodes.put(below(node.path(), root), node));
        }
        return nodes;
    }

    private static String below(String path, String root) {
        String moved = Paths.moved(path, root, "/");
        return moved.equals("/") ? "." : moved.substring(1);
    }
}
