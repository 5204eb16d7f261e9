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

    /** The name in zoo.cfg. */
    String text();

    /** The values it takes. */
    Rule rule();

    /** The value when nobody sets it, perhaps empty. */
    String standard();

    /** What it does, in a few words. */
    String meaning();

    /** The system properties that set it, none for keys of the file. */
    List<String> properties();
}
