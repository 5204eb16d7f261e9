package org.muster.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/b",
                "/.a",
                "/a.",
                "/...",
                "/a b",
                "/\u00a0",
                "/\u07ff",
                "/\u0800",
                "/\ud7ff",
                "/\uf900",
                "/\uffef",
                "/gr\u00fc\u00dfe/\u65e5\u672c"
            })
    void acceptsWhatMayNameAZnode(String text) {
        assertTrue(ZPath.of(text).isValid(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "//",
                "/a/",
                "//a",
                "/a//b",
                "/.",
                "/..",
                "/./a",
                "/a/..",
                "/a/../b",
                "/a\u0000",
                "/\u0001",
                "/\u001f",
                "/\u007f",
                "/\u0080",
                "/\u009f",
                "/\ue000",
                "/\uf8ff",
                "/\ufff0",
                "/\uffff",
                "/\ufffd",
                "/\ud83d\ude00"
            })
    void refusesWhatMayNot(String text) {
        assertFalse(ZPath.of(text).isValid(), text);
    }

    /** The rule stated on characters, against the one that works on bytes. */
    @Test
    void judgesEveryCharacterAsTheRuleOnCharactersDoes() {
        for (int c = 1; c <= 0x10ffff; c++) {
            if (c == '/' || c == '.' || (c >= 0xd800 && c <= 0xdfff)) {
                continue;
            }
            boolean forbidden =
                    c <= 0x1f
                            || (c >= 0x7f && c <= 0x9f)
                            || (c >= 0xd800 && c <= 0xf8ff)
                            || c >= 0xfff0;
            String text = "/x" + Character.toString(c) + "y";
            assertEquals(!forbidden, ZPath.of(text).isValid(), "U+" + Integer.toHexString(c));
        }
    }

    @ParameterizedTest
    @CsvSource({"/a, /", "/a/b, /a", "/a/b/, /a/b", "a/b, a"})
    void parentIsTheTextBeforeTheLastSlash(String path, String parent) {
        assertEquals(ZPath.of(parent), ZPath.of(path).parent());
    }

    @ParameterizedTest
    @CsvSource({
        "/a,    /,   true",
        "/a/b,  /a,  true",
        "/a,    /a,  true",
        "/ab,   /a,  false",
        "/,     /a,  false",
        "/b/a,  /a,  false"
    })
    void isAtOrBelowWholeComponentsOnly(String path, String ancestor, boolean expected) {
        assertEquals(expected, ZPath.of(path).isAtOrBelow(ZPath.of(ancestor)));
    }

    @Test
    void childOfTheRootHasOneSlash() {
        assertEquals(ZPath.of("/x"), ZPath.ROOT.child(Bytes.utf8("x")));
        assertEquals(ZPath.of("/a/x"), ZPath.of("/a").child(Bytes.utf8("x")));
    }

    @Test
    void ordersByUnsignedBytes() {
        assertTrue(ZPath.of("/z").compareTo(ZPath.of("/\u00e9")) < 0);
        assertTrue(ZPath.of("/a").compareTo(ZPath.of("/a/b")) < 0);
    }

    @Test
    void wordsOrderAsTheBytesTheyAreMadeOf() {
        Property.holds(
                400,
                random -> {
                    byte[] bytes = new byte[1 + random.nextInt(14)];
                    random.nextBytes(bytes);
                    ZPath path = ZPath.owningUtf8(bytes);
                    int to = random.nextInt(bytes.length + 1);
                    int from = random.nextInt(to + 1);
                    int count = random.nextInt(9);
                    long word = 0;
                    long counted = 0;
                    for (int i = 0; i < 8; i++) {
                        long b = from + i < to ? bytes[from + i] & 0xff : 0;
                        word = word << 8 | b;
                        counted = counted << 8 | (i < count ? b : 0);
                    }
                    assertEquals((int) (word >>> 32) ^ Integer.MIN_VALUE, path.wordAt(from, to));
                    assertEquals(counted ^ Long.MIN_VALUE, path.longAt(from, to, count));
                });
        assertEquals(Integer.MIN_VALUE, ZPath.of("abc").wordAt(5, 2));
    }
}
