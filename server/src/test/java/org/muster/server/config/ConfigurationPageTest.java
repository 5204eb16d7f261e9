package org.muster.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dmuster.rewrite=true} writes the page's tables anew instead of comparing them. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- keys -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void thePageListsEveryKey() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String expected = table();
        if (Boolean.getBoolean("muster.rewrite")) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
            return;
        }
        assertEquals(expected, page.substring(from, to));
    }

    private static String table() {
        StringBuilder text = new StringBuilder();
        text.append("\n| key | system property | values | default | what it does |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
        for (ConfigKey key : ConfigKey.all()) {
            text.append("| `").append(key.text()).append("` | ");
            for (String property : key.properties()) {
                text.append('`').append(property).append("` ");
            }
            text.append("| ").append(key.rule().allowed()).append(" | ");
            text.append(key.standard().isEmpty() ? "" : "`" + key.standard() + "`");
            text.append(" | ").append(key.meaning()).append(" |\n");
        }
        text.append("\nA start is refused, rather than left unprotected, if one of these is set: ");
        text.append(
                OtherKeys.protection().stream()
                        .map(key -> "`" + key + "`")
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow());
        text.append(".\n\n| keys without effect | why |\n| --- | --- |\n");
        for (OtherKeys.Group group : OtherKeys.Group.values()) {
            text.append("| `").append(String.join("` `", group.keys())).append("` | ");
            text.append(group.reason()).append(" |\n");
        }
        return text.toString();
    }
}
