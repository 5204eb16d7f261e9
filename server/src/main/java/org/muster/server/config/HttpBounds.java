package org.muster.server.config;

/**
 * What one who connects to an HTTP port may cost; the JDK's server has these as system properties
 * and reads them once. Who sets one of them on the command line is not overruled.
 */
public final class HttpBounds {
    private HttpBounds() {}

    /** Sets them; before the first server is made. */
    public static void set() {
        bound("jdk.httpserver.maxConnections", 64);
        bound("sun.net.httpserver.maxReqTime", 10);
        bound("sun.net.httpserver.maxRspTime", 30);
        bound("sun.net.httpserver.maxReqHeaders", 100);
        bound("sun.net.httpserver.maxReqHeaderSize", 16 << 10);
    }

    private static void bound(String property, int value) {
        System.getProperties().putIfAbsent(property, Integer.toString(value));
    }
}
