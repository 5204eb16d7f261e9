package org.muster.cli.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON is read and written alike, and nothing else is read. */
final class JsonReaderTest {
    @Test
    void whatIsWrittenIsRead() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", "a \"b\" \\ \n\t\u0001 é € \ud83d\ude00");
        fields.put("numbers", List.of(1L, -7L, 1.5));
        fields.put("truths", Arrays.asList(true, false, null));
        fields.put("nothing", Map.of());
        assertEquals(fields, JsonReader.read(JsonText.of(fields)));
    }

    @Test
    void keysKeepTheirOrderAndEscapesAreShort() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("b", "\n");
        fields.put("a", "\u0007");
        assertEquals("{\"b\":\"\\n\",\"a\":\"\\u0007\"}", JsonText.of(fields));
    }

    @Test
    void spacesAndEscapesAreUnderstood() {
        assertEquals(
                Map.of("k", List.of("/é")), JsonReader.read(" { \"k\" : [ \"\\/\\u00e9\" ] } "));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String wrong :
                List.of(
                        "",
                        "{",
                        "[1,",
                        "{\"a\"}",
                        "\"open",
                        "\"\\x\"",
                        "\"\\u12\"",
                        "nul",
                        "1 2",
                        "--1",
                        "{a:1}",
                        "[".repeat(200))) {
            assertThrows(IllegalArgumentException.class, () -> JsonReader.read(wrong), wrong);
        }
    }
}
