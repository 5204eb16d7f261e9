package org.muster.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.model.ServerId;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.Features;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.Incarnation;
import org.muster.server.config.Ensemble;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.ServerLine;
import org.muster.server.peers.ElectionLinks;
import org.muster.server.peers.ElectionSettings;
import org.muster.server.peers.MemberAddress;
import org.muster.server.peers.QuorumLinks;
import org.muster.server.peers.QuorumSettings;
import org.muster.zab.ZabConfig;

/** What the operator's settings mean to the links and the consensus of a member. */
record PeerAssembly(ServerConfig config, Ensemble ensemble) {
    private static final int MAX_LEARNERS = 1_000;

    /** At least this much may wait for a learner, however small the heap. */
    private static final long MIN_QUEUE_BYTES = 16L << 20;

    /** Packets hold more than a request: a header, a digest, the identities of a client. */
    private static final int PACKET_EXTRA_BYTES = 64 << 10;

    /** Consensus's settings. */
    ZabConfig zab(Incarnation incarnation) {
        Ensemble.Timing times = ensemble.timing();
        ZabConfig.Timing timing =
                new ZabConfig.Timing(
                        Math.min(50, config.sessions().tickTimeMs()),
                        Math.max(1, config.sessions().tickTimeMs() / 2),
                        times.initMs(),
                        times.syncMs(),
                        times.beatMs(),
                        times.suspicionMs(),
                        times.election().firstRepeatMs(),
                        times.election().lastRepeatMs());
        ZabConfig.Limits limits =
                new ZabConfig.Limits(
                        ensemble.sync().historyEntries(),
                        Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8),
                        ensemble.sync().alwaysSnapshot());
        return new ZabConfig(
                ensemble.self(),
                ensemble.members().membership(),
                ensemble.members().text(),
                new Announcement(Features.all(), incarnation),
                timing,
                limits);
    }

    /** How election connections greet, and where they listen. */
    ElectionLinks.Self self() {
        List<HostPort> addresses = line().addresses().stream().map(a -> a.election()).toList();
        ElectionGreeting.Form form =
                ensemble.ports().manyAddresses()
                        ? ElectionGreeting.Form.ADDRESS_LIST
                        : ElectionGreeting.Form.ONE_ADDRESS;
        List<HostPort> told =
                form == ElectionGreeting.Form.ONE_ADDRESS ? addresses.subList(0, 1) : addresses;
        return new ElectionLinks.Self(
                ensemble.self(),
                listen(addresses),
                new ElectionGreeting(form, ensemble.self(), told));
    }

    private List<HostPort> listen(List<HostPort> addresses) {
        return ensemble.ports().anyAddress()
                ? addresses.stream().map(each -> new HostPort("", each.port())).distinct().toList()
                : addresses;
    }

    private ServerLine line() {
        return ensemble.members().line(ensemble.self()).orElseThrow();
    }

    /** Where the others hold elections and let learners in. */
    List<MemberAddress> others() {
        List<MemberAddress> others = new ArrayList<>();
        for (ServerLine server : ensemble.members().servers()) {
            if (!server.sid().equals(ensemble.self())) {
                others.add(
                        new MemberAddress(
                                server.sid(),
                                server.addresses().stream().map(a -> a.quorum()).toList(),
                                server.addresses().stream().map(a -> a.election()).toList()));
            }
        }
        return others;
    }

    /** The quorum ports. */
    QuorumLinks.Places places() {
        Map<ServerId, List<HostPort>> leaders = new TreeMap<>();
        others().forEach(other -> leaders.put(other.id(), other.quorum()));
        return new QuorumLinks.Places(
                listen(line().addresses().stream().map(a -> a.quorum()).toList()), leaders);
    }

    /** Times and bounds of election connections. */
    ElectionSettings electionSettings() {
        Ensemble.Election election = ensemble.timing().election();
        ElectionSettings standard = ElectionSettings.DEFAULT;
        return new ElectionSettings(
                election.connectMs(),
                election.greetingMs(),
                standard.firstRetryMs(),
                standard.longestRetryMs(),
                standard.maxStrangers(),
                standard.maxNotifications());
    }

    /** Times and bounds of quorum connections. */
    QuorumSettings quorumSettings() {
        long packet =
                (long) config.limits().maxFrameBytes()
                        + config.limits().extraBytes()
                        + PACKET_EXTRA_BYTES;
        return new QuorumSettings(
                Math.min(ensemble.timing().connectMs(), ensemble.timing().election().connectMs()),
                (int) Math.min(Integer.MAX_VALUE >> 1, packet),
                MAX_LEARNERS,
                Math.max(MIN_QUEUE_BYTES, Runtime.getRuntime().maxMemory() / 8));
    }

    /** How many times the newest snapshot the log sent to a learner may weigh. */
    double maxLogToSnapshot() {
        return ensemble.sync().logToSnapshot();
    }

    String transport() {
        return config.clients().transport();
    }

    boolean keepAlive() {
        return ensemble.ports().keepAlive();
    }
}
