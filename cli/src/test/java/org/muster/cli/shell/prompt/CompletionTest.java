package org.muster.cli.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.prompt.Completion.Wanted;

/** What a word may become depends on the options and words before it. */
final class CompletionTest {
    private static final Syntax SYNTAX =
            Syntax.of("x", "a sample")
                    .flag("-s", "no value")
                    .option("-v", "VERSION", "a value")
                    .option("-f", "FILE", "a file")
                    .param("path", Syntax.Kind.PATH)
                    .param("data", Syntax.Kind.WORD)
                    .param("[more...]", Syntax.Kind.PATH);

    private static void after(Wanted wanted, String... before) {
        assertEquals(
                wanted, Completion.wanted(SYNTAX, List.of(before)), List.of(before).toString());
    }

    @Test
    void wordsAreCountedWithoutOptionsAndTheirValues() {
        after(Wanted.PATH);
        after(Wanted.PATH, "-s");
        after(Wanted.NOTHING, "-v");
        after(Wanted.PATH, "-v", "3");
        after(Wanted.FILE, "-f");
        after(Wanted.NOTHING, "-s", "/a");
        after(Wanted.PATH, "/a", "data", "-v", "1");
        after(Wanted.PATH, "/a", "data", "/b", "/c");
        after(Wanted.PATH, "--unknown");
    }
}
