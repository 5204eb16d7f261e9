package org.muster.server.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings in force, each checked against the rule of its key. */
final class Settings {
    private static final Map<String, Key> BY_NAME = byName();

    private final EnumMap<Key, Setting> chosen = new EnumMap<>(Key.class);
    private final List<Setting> others = new ArrayList<>();

    /**
     * Takes all of {@code settings}, a later one over an earlier one of the same key.
     *
     * @throws ConfigException if a value is not allowed
     */
    void takeAll(List<Setting> settings) throws ConfigException {
        for (Setting setting : settings) {
            Key key = BY_NAME.get(setting.key());
            if (key == null) {
                others.add(setting);
            } else if (setting.value().isEmpty() && key.standard().isEmpty()) {
                chosen.remove(key);
            } else if (key.rule().accepts(setting.value())) {
                chosen.put(key, setting);
            } else {
                throw setting.refuse(key.rule().allowed());
            }
        }
    }

    /**
     * Takes the system properties that the reference reads.
     *
     * @throws ConfigException if a value is not allowed
     */
    void takeProperties(Map<String, String> properties) throws ConfigException {
        List<Setting> found = new ArrayList<>();
        for (Key key : Key.values()) {
            for (String name : key.properties()) {
                String value = properties.get(name);
                if (value != null) {
                    found.add(new Setting(key.text(), value.strip(), "-D" + name));
                }
            }
        }
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            if (name.startsWith("zookeeper.")) {
                String key = name.substring("zookeeper.".length());
                if (!BY_NAME.containsKey(key)) {
                    found.add(new Setting(key, property.getValue(), "-D" + name));
                }
            }
        }
        takeAll(found);
    }

    /** Settings that are no {@link Key}. */
    List<Setting> others() {
        return others;
    }

    /** The setting as written, if there is one. */
    Optional<Setting> given(Key key) {
        return Optional.ofNullable(chosen.get(key));
    }

    /** The text in force, empty if there is neither setting nor standard value. */
    String text(Key key) {
        @Nullable Setting setting = chosen.get(key);
        return setting == null ? key.standard() : setting.value();
    }

    /** The number in force, for keys with a standard value. */
    int number(Key key) {
        return Integer.parseInt(text(key));
    }

    /** The number in force, for keys whose values may be longer than an int. */
    long longNumber(Key key) {
        return Long.parseLong(text(key));
    }

    /** The number with a fraction in force. */
    double fraction(Key key) {
        return Double.parseDouble(text(key));
    }

    /** The number, if one is set. */
    OptionalLong numberIfGiven(Key key) {
        String text = text(key);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** Whether the text in force is {@code true} or {@code yes}. */
    boolean flag(Key key) {
        String text = text(key);
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes");
    }

    private static Map<String, Key> byName() {
        Map<String, Key> table = new TreeMap<>();
        for (Key key : Key.values()) {
            table.put(key.text(), key);
        }
        return table;
    }
}
