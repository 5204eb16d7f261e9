package org.muster.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {
    @Test
    void eachSettingKnowsItsLine() throws ConfigException {
        List<Setting> settings =
                PropertiesText.read("# a comment\n\ntickTime=2000\n a : b\\\n  c\nd\n", "zoo.cfg");
        assertEquals(
                List.of(
                        new Setting("tickTime", "2000", "zoo.cfg:3"),
                        new Setting("a", "bc", "zoo.cfg:4"),
                        new Setting("d", "", "zoo.cfg:6")),
                settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b",
                "a = b ",
                "a:b",
                "a b",
                "a\tb",
                "  a==b",
                "a= =b",
                "!a=b\nc=d",
                "#a=b\r\nc=d\r\n",
                "a\\=b=c",
                "a\\ b=c",
                "path=C:\\\\zk\\\\data",
                "a=b\\",
                "a=b\\\nc",
                "a=b\\\\\nc=d",
                "a=\\u0041\\t.",
                "a=\\x\\:",
                "=b",
                "a=1\na=2",
                "key\\\n  more=v",
                "a=b\\\n#not a comment",
                "\\",
                ""
            })
    void readsWhatJavaReads(String text) throws Exception {
        Properties expected = new Properties();
        expected.load(new StringReader(text));
        Map<String, String> trimmed = new TreeMap<>();
        expected.forEach((k, v) -> trimmed.put(k.toString().strip(), v.toString().strip()));
        Map<String, String> read = new TreeMap<>();
        PropertiesText.read(text, "f").forEach(s -> read.put(s.key(), s.value()));
        assertEquals(trimmed, read);
    }

    @Test
    void aBadEscapeIsNamedWithItsLine() {
        ConfigException refusal =
                assertThrows(
                        ConfigException.class, () -> PropertiesText.read("a=1\nb=\\u12g4", "f"));
        assertEquals("f:2: an escape \\u must have four hexadecimal digits", refusal.getMessage());
    }
}
