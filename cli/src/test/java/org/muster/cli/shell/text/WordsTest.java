package org.muster.cli.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines fall into words as in zkCli. */
final class WordsTest {
    @Test
    void whiteSpaceDivides() {
        assertEquals(List.of("set", "/a", "b"), Words.of("  set\t/a   b "));
        assertEquals(List.of(), Words.of("   "));
    }

    @Test
    void aQuoteAtTheBeginningOfAWordHoldsItTogether() {
        assertEquals(List.of("set", "/a", "two words"), Words.of("set /a \"two words\""));
        assertEquals(List.of("set", "/a", "{\"k\": 1}"), Words.of("set /a '{\"k\": 1}'"));
        assertEquals(List.of("create", "/a", ""), Words.of("create /a \"\""));
    }

    @Test
    void aQuoteInsideAWordIsALetter() {
        assertEquals(List.of("set", "/a", "it's", "{\"k\":1}"), Words.of("set /a it's {\"k\":1}"));
    }

    @Test
    void aBackslashEscapesOnlyWithinDoubleQuotes() {
        assertEquals(
                List.of("a\\b", "say \"hi\"", "c\\d"), Words.of("a\\b \"say \\\"hi\\\"\" c\\d"));
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Words.of("set /a \"oops"));
    }

    @Test
    void aHashBeginsAComment() {
        assertEquals(List.of(), Words.of("# ls /"));
        assertEquals(List.of("set", "/a", "#1"), Words.of("set /a #1"));
    }
}
