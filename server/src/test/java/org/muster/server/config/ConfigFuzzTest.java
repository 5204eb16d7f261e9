package org.muster.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;

/** Any text is a configuration, or is refused in one line; and nothing is opened to find out. */
final class ConfigFuzzTest {
    private static final List<String> LINES =
            List.of(
                    "server.1=a:2888:3888",
                    "server.2=[2001:db8::5]:2888:3888:observer;[::]:2181",
                    "server.3=b:1:2|c:3:4:participant;2181",
                    "server.4=d:1:2;10.0.0.4:2181",
                    "group.1=1:2",
                    "group.2=3:4",
                    "weight.3=0",
                    "tickTime=2000",
                    "initLimit=10",
                    "muster.beatMs=50",
                    "clientPort=2181",
                    "dynamicConfigFile=/nowhere/zoo.cfg.dynamic.10",
                    "dataDir=/var/lib/zookeeper",
                    "standaloneEnabled=false",
                    "# a comment",
                    "sslQuorum=true",
                    "key\\u0041 : va\\\n  lue");

    private static final String SPICE = ":;|.=[]\\u \t\n\r#!-0,x\u00e9";

    @Test
    void anyTextIsAValueOrOneTypedErrorWithItsLine() {
        Property.holds(
                50_000,
                random -> {
                    String text = drawn(random);
                    try {
                        List<Setting> found = PropertiesText.read(text, "zoo.cfg");
                        assertSingleLine(() -> new Settings().takeAll(found));
                        assertSingleLine(() -> OtherKeys.refuseUnbuiltProtection(found));
                        assertSingleLine(() -> assertReadBack(Members.read(found, 10, true)));
                    } catch (ConfigException typed) {
                        assertTrue(typed.getMessage().startsWith("zoo.cfg:"), typed.getMessage());
                    }
                });
    }

    /** Reads of settings. */
    private interface Reading {
        void run() throws ConfigException;
    }

    private static void assertSingleLine(Reading reading) {
        try {
            reading.run();
        } catch (ConfigException typed) {
            String line = typed.getMessage();
            assertFalse(line.chars().anyMatch(Character::isISOControl), line);
            assertTrue(
                    line.startsWith("zoo.cfg:")
                            || line.endsWith(" is in no group")
                            || line.startsWith("all groups have weight 0"),
                    line);
        }
    }

    /** What members exchange says the same as what was read. */
    private static void assertReadBack(Members members) throws ConfigException {
        String text = members.text();
        int version = text.lastIndexOf('\n') + 1;
        assertEquals("version=a", text.substring(version));
        String lines = text.substring(0, version);
        Members again = Members.read(PropertiesText.read(lines, "text"), 10, true);
        assertEquals(members.membership(), again.membership());
        assertEquals(text, again.text());
    }

    private static String drawn(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
        }
        for (int hits = text.isEmpty() ? 0 : random.nextInt(4); hits > 0; hits--) {
            int at = random.nextInt(text.length());
            char c = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString();
    }
}
