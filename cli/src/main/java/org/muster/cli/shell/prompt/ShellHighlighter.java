package org.muster.cli.shell.prompt;

import java.util.Map;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.muster.cli.shell.command.Syntax;

/** Shows while typing whether the first word is a command. */
final class ShellHighlighter implements Highlighter {
    private final Map<String, Syntax> syntaxes;

    ShellHighlighter(Map<String, Syntax> syntaxes) {
        this.syntaxes = syntaxes;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        int start = 0;
        while (start < buffer.length() && buffer.charAt(start) == ' ') {
            start++;
        }
        int end = buffer.indexOf(' ', start);
        String word = buffer.substring(start, end < 0 ? buffer.length() : end);
        boolean whole = end >= 0;
        boolean known = syntaxes.containsKey(word);
        AttributedStyle style =
                known
                        ? AttributedStyle.BOLD
                        : whole
                                ? AttributedStyle.DEFAULT.foreground(AttributedStyle.RED)
                                : AttributedStyle.DEFAULT;
        return new AttributedStringBuilder()
                .append(buffer.substring(0, start))
                .append(word, style)
                .append(whole ? buffer.substring(end) : "")
                .toAttributedString();
    }
}
