package org.muster.testkit.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The paths between members on loopback. Each member has an address of its own, and knows each
 * other one by the address of a proxy that only it uses.
 */
final class Network implements AutoCloseable {
    private static final int QUORUM_PORT = 2888;
    private static final int ELECTION_PORT = 3888;
    private static final int ATTEMPTS = 20;

    private final int members;
    private final int subnet;
    private final Map<List<Integer>, List<LinkProxy>> links;

    private Network(int members, int subnet, Map<List<Integer>, List<LinkProxy>> links) {
        this.members = members;
        this.subnet = subnet;
        this.links = links;
    }

    /** Of members with the ids from 1 on, in a part of 127.0.0.0/8 that nobody else uses. */
    static Network open(int members) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int subnet = 1 + RandomGenerator.getDefault().nextInt(250);
            Map<List<Integer>, List<LinkProxy>> links = new TreeMap<>(Network::compare);
            Network network = new Network(members, subnet, links);
            try {
                network.listen();
                return network;
            } catch (IOException taken) {
                network.close();
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        int first = Integer.compare(a.get(0), b.get(0));
        return first != 0 ? first : Integer.compare(a.get(1), b.get(1));
    }

    private void listen() throws IOException {
        for (int from = 1; from <= members; from++) {
            for (int to = 1; to <= members; to++) {
                if (from == to) {
                    continue;
                }
                List<LinkProxy> both = new ArrayList<>();
                links.put(List.of(from, to), both);
                for (int port : new int[] {QUORUM_PORT, ELECTION_PORT}) {
                    InetSocketAddress target = new InetSocketAddress(host(to, to), port);
                    both.add(new LinkProxy(new InetSocketAddress(host(from, to), port), target));
                }
            }
        }
    }

    private String host(int from, int to) {
        return "127." + subnet + "." + from + "." + to;
    }

    /** The address of member {@code to} as {@code from} is to know it, for its server line. */
    String address(int from, int to) {
        return host(from, to) + ":" + QUORUM_PORT + ":" + ELECTION_PORT;
    }

    /** Where a member holds elections, without a proxy. */
    InetSocketAddress elections(int id) {
        return new InetSocketAddress(host(id, id), ELECTION_PORT);
    }

    /** Cuts what connects two members, whoever dialled. */
    void cut(int a, int b) {
        between(a, b).forEach(LinkProxy::cut);
    }

    /** Ends all connections between two members; new ones work. */
    void reset(int a, int b) {
        between(a, b).forEach(LinkProxy::reset);
    }

    /** Lets whatever {@code from} says to {@code to} wait; what {@code to} says goes on. */
    void mute(int from, int to) {
        links.get(List.of(from, to)).forEach(proxy -> proxy.stall(LinkProxy.Way.TO_TARGET));
        links.get(List.of(to, from)).forEach(proxy -> proxy.stall(LinkProxy.Way.FROM_TARGET));
    }

    /** All paths work again. */
    void heal() {
        links.values().forEach(both -> both.forEach(LinkProxy::heal));
    }

    private List<LinkProxy> between(int a, int b) {
        List<LinkProxy> all = new ArrayList<>(links.get(List.of(a, b)));
        all.addAll(links.get(List.of(b, a)));
        return all;
    }

    @Override
    public void close() {
        links.values().forEach(both -> both.forEach(LinkProxy::close));
    }
}
