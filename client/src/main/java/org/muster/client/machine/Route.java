package org.muster.client.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;
import org.muster.model.peer.HostPort;

/**
 * Which address is tried next, and when. The list is shuffled once, so that clients spread over the
 * servers; from then on it goes round, for after a cut any other server is a better choice than the
 * one just lost. Names are resolved anew each time their turn comes.
 */
final class Route {
    private static final long MS = 1_000_000L;
    private static final long BASE_MS = 50;

    private final RandomGenerator random;
    private final int spreadMs;
    private final List<HostPort> hosts;
    private final ArrayDeque<Endpoint> addresses = new ArrayDeque<>();
    private int next;
    private int misses;

    Route(List<HostPort> hosts, int spreadMs, RandomGenerator random) {
        Invariant.require(!hosts.isEmpty(), "a client has a host to go to");
        this.random = random;
        this.spreadMs = spreadMs;
        this.hosts = shuffled(hosts, random);
    }

    private static List<HostPort> shuffled(List<HostPort> hosts, RandomGenerator random) {
        List<HostPort> order = new ArrayList<>(hosts);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }

    /** How many hosts there are. */
    int size() {
        return hosts.size();
    }

    /** Takes another list; the order of hosts that stay is kept, new ones are mixed in. */
    void replace(List<HostPort> list) {
        List<HostPort> kept = new ArrayList<>(hosts);
        kept.retainAll(list);
        for (HostPort host : list) {
            if (!kept.contains(host)) {
                kept.add(random.nextInt(kept.size() + 1), host);
            }
        }
        Invariant.require(!kept.isEmpty(), "a client has a host to go to");
        hosts.clear();
        hosts.addAll(kept);
        addresses.clear();
        next %= hosts.size();
    }

    /** The next address of the host whose turn it is, or null if a host must be resolved. */
    @Nullable Endpoint nextAddress() {
        return addresses.poll();
    }

    /** The host to resolve now. */
    HostPort nextHost() {
        HostPort host = hosts.get(next);
        next = (next + 1) % hosts.size();
        return host;
    }

    /** All addresses a host has now, perhaps none. */
    void found(HostPort host, List<String> found) {
        addresses.clear();
        for (String address : found) {
            addresses.add(new Endpoint(host, address));
        }
    }

    /** The connection was good for long enough to start counting anew. */
    void settled() {
        misses = 0;
        addresses.clear();
    }

    /**
     * How long to wait after one more failure; {@code capMs} bounds the wait after a full round.
     */
    long delayNs(long capMs) {
        int miss = misses++;
        if (miss == 0) {
            return (long) (random.nextDouble() * spreadMs * MS);
        }
        if (!addresses.isEmpty() || misses % hosts.size() != 0) {
            return 0;
        }
        int round = Math.min(misses / hosts.size(), 16);
        long most = Math.min(capMs, BASE_MS << round);
        return MS + (long) (random.nextDouble() * most * MS);
    }
}
