package org.muster.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings in force, each checked against the rule of its key. */
final class Settings {
    private static final Map<String, ConfigKey> BY_NAME = byName();

    private final Map<String, Setting> chosen = new TreeMap<>();
    private final List<Setting> others = new ArrayList<>();

    /**
     * Takes all of {@code settings}, a later one over an earlier one of the same key.
     *
     * @throws ConfigException if a value is not allowed
     */
    void takeAll(List<Setting> settings) throws ConfigException {
        for (Setting setting : settings) {
            ConfigKey key = BY_NAME.get(setting.key());
            if (key == null) {
                others.add(setting);
            } else if (setting.value().isEmpty() && key.standard().isEmpty()) {
                chosen.remove(key.text());
            } else if (key.rule().accepts(setting.value())) {
                chosen.put(key.text(), setting);
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
        for (ConfigKey key : ConfigKey.all()) {
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

    /** Settings that are no {@link ConfigKey}. */
    List<Setting> others() {
        return others;
    }

    /** The setting as written, if there is one. */
    Optional<Setting> given(ConfigKey key) {
        return Optional.ofNullable(chosen.get(key.text()));
    }

    /** The text in force, empty if there is neither setting nor standard value. */
    String text(ConfigKey key) {
        @Nullable Setting setting = chosen.get(key.text());
        return setting == null ? key.standard() : setting.value();
    }

    /** The number in force, for keys with a standard value. */
    int number(ConfigKey key) {
        return Integer.parseInt(text(key));
    }

    /** The number in force, for keys whose values may be longer than an int. */
    long longNumber(ConfigKey key) {
        return Long.parseLong(text(key));
    }

    /** The number with a fraction in force. */
    double fraction(ConfigKey key) {
        return Double.parseDouble(text(key));
    }

    /** The number, if one is set. */
    OptionalLong numberIfGiven(ConfigKey key) {
        String text = text(key);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** Whether the text in force is {@code true} or {@code yes}. */
    boolean flag(ConfigKey key) {
        String text = text(key);
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes");
    }

    private static Map<String, ConfigKey> byName() {
        Map<String, ConfigKey> table = new TreeMap<>();
        for (ConfigKey key : ConfigKey.all()) {
            table.put(key.text(), key);
        }
        return table;
    }
}
