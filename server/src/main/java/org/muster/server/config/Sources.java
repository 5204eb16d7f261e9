package org.muster.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where settings come from, the stronger last: system properties, the file, the command line.
 *
 * @param file the configuration file, if one was given
 * @param commandLine settings given as options or as {@code key=value}
 * @param properties system properties
 */
public record Sources(
        Optional<Path> file, List<Setting> commandLine, Map<String, String> properties) {

    /** The properties of this process, with a file and a command line. */
    public static Sources ofProcess(Optional<Path> file, List<Setting> commandLine) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            String value = System.getProperty(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return new Sources(file, commandLine, properties);
    }
}
