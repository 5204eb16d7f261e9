package org.muster.cli.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Paths as people write them. */
final class PathsTest {
    @Test
    void relativePathsBeginWhereOneIs() {
        assertEquals("/a/b", Paths.resolve("/a", "b"));
        assertEquals("/b", Paths.resolve("/", "b"));
        assertEquals("/", Paths.resolve("/a", ".."));
        assertEquals("/", Paths.resolve("/a", "../../.."));
        assertEquals("/a/c", Paths.resolve("/a/b", "../c"));
        assertEquals("/a", Paths.resolve("/a", "."));
        assertEquals("/x/y", Paths.resolve("/a", "/x/y"));
        assertEquals("/x", Paths.resolve("/a", "/x/"));
        assertEquals("/", Paths.resolve("/a", "/"));
    }

    @Test
    void aPathIsMovedWithWhatIsBelowIt() {
        assertEquals("/n/x", Paths.moved("/o/x", "/o", "/n"));
        assertEquals("/n", Paths.moved("/o", "/o", "/n"));
        assertEquals("/x", Paths.moved("/o/x", "/o", "/"));
        assertEquals("/n/x", Paths.moved("/x", "/", "/n"));
        assertTrue(Paths.isAtOrBelow("/a/b", "/a"));
        assertFalse(Paths.isAtOrBelow("/ab", "/a"));
    }
}
