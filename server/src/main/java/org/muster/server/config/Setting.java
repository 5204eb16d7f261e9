package org.muster.server.config;

/**
 * One key with its value as somebody wrote it.
 *
 * @param origin where: {@code zoo.cfg:12}, {@code command line}, {@code -D}
 */
public record Setting(String key, String value, String origin) {
    /** The exception that says what is wrong with this setting and what would be right. */
    ConfigException refuse(String allowed) {
        return new ConfigException(
                origin + ": " + key + "=" + value + " is not allowed: " + allowed);
    }
}
