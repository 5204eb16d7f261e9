package org.muster.testkit.clients;

import org.muster.testkit.ServerLaunch;

/** The server that clients are tried with. */
final class Servers {
    private Servers() {}

    /**
     * Muster, or the reference itself with {@code -Dmuster.clients.subject=apache}, to test the
     * tests.
     */
    static ServerLaunch subject() {
        ServerLaunch launch =
                "apache".equals(System.getProperty("muster.clients.subject"))
                        ? ServerLaunch.apache()
                        : ServerLaunch.muster();
        return launch.with("extendedTypesEnabled", "true").with("maxClientCnxns", "0");
    }
}
