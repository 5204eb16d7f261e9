package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Subtree.Visit;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.DataText;
import org.muster.cli.shell.text.Paint;

/** {@code grep}. */
final class Grep implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("grep", "shows the lines of data at and below a node that match a pattern")
                .flag("-i", "capitals do not matter")
                .flag("-l", "only the paths")
                .flag("-F", "the pattern is plain text, not a regular expression")
                .param("pattern", Syntax.Kind.WORD)
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Pattern pattern = pattern(arguments);
        String path = context.path(arguments.word(1).orElse("."));
        boolean[] found = {false};
        int code =
                new Subtree(context, Subtree.Detail.DATA, Integer.MAX_VALUE)
                        .visit(
                                path,
                                visit -> {
                                    found[0] |= search(context, arguments, pattern, visit);
                                    return true;
                                });
        // As grep itself: nothing found is no success.
        return code == ExitCode.OK && !found[0] ? ExitCode.FAILED : code;
    }

    private static boolean search(
            Context context, Arguments arguments, Pattern pattern, Visit visit) {
        Optional<String> text = DataText.utf8(visit.node().orElseThrow().data());
        boolean found = false;
        for (String line : text.orElse("").lines().toList()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                show(context, visit.path(), arguments.has("-l") ? "" : line, matcher);
                found = true;
                if (arguments.has("-l")) {
                    break;
                }
            }
        }
        return found;
    }

    private static void show(Context context, String path, String line, Matcher matcher) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            if (!line.isEmpty()) {
                fields.put("line", line);
            }
            context.out().json(fields);
        } else if (line.isEmpty()) {
            context.out().line(path);
        } else {
            Paint paint = context.out().paint();
            String marked =
                    line.substring(0, matcher.start())
                            + paint.hit(matcher.group())
                            + line.substring(matcher.end());
            context.out().line(paint.branch(path) + ":" + marked);
        }
    }

    private static Pattern pattern(Arguments arguments) {
        int flags =
                (arguments.has("-i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
                        | (arguments.has("-F") ? Pattern.LITERAL : 0);
        try {
            return Pattern.compile(arguments.required(0), flags);
        } catch (PatternSyntaxException wrong) {
            throw ShellFailure.usage("no regular expression: " + wrong.getMessage());
        }
    }
}
