package org.muster.server.config;

import java.util.ArrayList;
import java.util.List;

/** A key that changes something. */
sealed interface ConfigKey permits Key, EnsembleKey {

    /** All there are, in the order in which people read them. */
    static List<ConfigKey> all() {
        List<ConfigKey> all = new ArrayList<>(List.of(Key.values()));
        all.addAll(List.of(EnsembleKey.values()));
        return all;
    }

    /**
     * What there is to know of a key.
     *
     * @param text the name in zoo.cfg
     * @param source what else sets it
     * @param rule the values it takes
     * @param standard the value when nobody sets it, perhaps empty
     * @param meaning what it does, in a few words
     */
    record Facts(String text, KeySource source, Rule rule, String standard, String meaning) {}

    /** What there is to know of it. */
    Facts facts();

    /** The name in zoo.cfg. */
    default String text() {
        return facts().text;
    }

    /** The values it takes. */
    default Rule rule() {
        return facts().rule;
    }

    /** The value when nobody sets it, perhaps empty. */
    default String standard() {
        return facts().standard;
    }

    /** What it does, in a few words. */
    default String meaning() {
        return facts().meaning;
    }

    /** The system properties that set it, none for keys of the file. */
    default List<String> properties() {
        return facts().source.properties(facts().text);
    }
}
