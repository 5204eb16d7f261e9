package org.muster.client.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Turns names of hosts into addresses, off the loop's thread. */
public final class Names {
    private Names() {}

    /**
     * Tells all addresses of {@code host}, none if it is unknown, on the loop's thread. Nothing is
     * remembered: a name that moves is found where it is now, as far as the JVM's own cache lets.
     */
    public static void resolve(
            Loop loop, Threads threads, String host, Consumer<List<String>> then) {
        threads.resolvers()
                .execute(() -> {
                    List<String> found = lookUp(host);
                    loop.execute(() -> then.accept(found));
                });
    }

    private static List<String> lookUp(String host) {
        try {
            List<String> addresses = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                addresses.add(address.getHostAddress());
            }
            return addresses;
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
