package org.muster.cli.shell.prompt;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Syntax;

/** Completes commands, their options, paths, and names of files. */
final class ShellCompleter implements Completer {
    private final Map<String, Syntax> syntaxes;
    private final PathCompletion paths;

    ShellCompleter(Context context, Map<String, Syntax> syntaxes) {
        this.syntaxes = syntaxes;
        this.paths = new PathCompletion(context);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            commands(candidates);
            return;
        }
        Syntax syntax = syntaxes.get(line.words().getFirst());
        if (syntax == null) {
            return;
        }
        String word = line.word().substring(0, line.wordCursor());
        if (word.startsWith("-")) {
            flags(syntax, candidates);
            return;
        }
        List<String> before = line.words().subList(1, line.wordIndex());
        Completion.Wanted wanted = Completion.wanted(syntax, before);
        switch (wanted) {
            case PATH -> paths.complete(word, candidates);
            case FILE -> FileCompletion.complete(word, candidates);
            case COMMAND -> commands(candidates);
            case NOTHING -> {}
        }
    }

    private void commands(List<Candidate> candidates) {
        syntaxes.forEach((name, syntax) ->
                candidates.add(
                        new Candidate(name, name, null, syntax.summary(), null, null, true)));
    }

    private static void flags(Syntax syntax, List<Candidate> candidates) {
        for (Syntax.Flag flag : syntax.flags()) {
            for (String name : flag.names()) {
                candidates.add(new Candidate(name, name, null, flag.help(), null, null, true));
            }
        }
        candidates.add(new Candidate("--help", "--help", null, "says more", null, null, true));
    }
}
