package org.muster.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.muster.model.Bytes;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Feature;
import org.muster.model.peer.Features;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.Membership;

/**
 * Members that only run consensus, on a simulated network and disks, in simulated time; and what
 * must hold whatever happens to them: one order, nothing committed lost, one leader an epoch.
 */
final class Ensemble {
    static final int TICK_MS = 50;
    static final long MS = 1_000_000;

    final TreeMap<ServerId, Node> nodes = new TreeMap<>();
    final Membership membership;
    final RandomGenerator random;
    final Witness witness = new Witness(this);

    /** Members that know nothing of what Muster added. */
    final TreeSet<ServerId> plain = new TreeSet<>();

    /** Messages take up to so long, syncs too. */
    int delayMs = 2;

    int syncMs = 3;

    /** Whether members use what Muster added to the protocol. */
    boolean extensions = true;

    ZabConfig.Limits limits = new ZabConfig.Limits(8, 1 << 20, false);

    private final Timeline time = new Timeline();
    private final TreeSet<String> cuts = new TreeSet<>();
    private final TreeMap<Long, String> agreed = new TreeMap<>();
    private final TreeMap<Long, ServerId> leaders = new TreeMap<>();
    private Zxid committed = Zxid.ZERO;
    private long links;
    private int proposals;

    Ensemble(int voters, int observers, RandomGenerator random) {
        this(new Membership(0, ids(1, voters), ids(voters + 1, observers), List.of()), random);
    }

    Ensemble(Membership membership, RandomGenerator random) {
        this.membership = membership;
        this.random = random;
        membership.voters().forEach(id -> nodes.put(id, new Node(this, id)));
        membership.observers().forEach(id -> nodes.put(id, new Node(this, id)));
        in(TICK_MS, this::tick);
    }

    private static List<ServerId> ids(int first, int count) {
        List<ServerId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new ServerId(first + i));
        }
        return ids;
    }

    ZabConfig config(ServerId self) {
        Features features =
                extensions && !plain.contains(self) ? Features.of(Feature.values()) : Features.NONE;
        return new ZabConfig(
                self,
                membership,
                "config",
                new Announcement(features, Incarnation.FIRST),
                ZabConfig.Timing.of(200, 10, 5),
                limits);
    }

    Node node(long id) {
        Node node = nodes.get(new ServerId(id));
        if (node == null) {
            throw new AssertionError("no node " + id);
        }
        return node;
    }

    void startAll() {
        nodes.values().forEach(Node::start);
    }

    long nowNs() {
        return time.nowNs();
    }

    long nowMs() {
        return time.nowMs();
    }

    long nextLink() {
        return ++links;
    }

    void in(long ms, Runnable what) {
        time.in(ms, what);
    }

    void at(long ns, Runnable what) {
        time.at(ns, what);
    }

    /** A moment up to {@code ms} from now. */
    long within(int ms) {
        return time.nowNs() + random.nextLong(ms * MS + 1);
    }

    private void tick() {
        nodes.values().forEach(Node::tick);
        in(TICK_MS, this::tick);
    }

    void runFor(long ms) {
        time.runFor(ms);
    }

    long runUntil(BooleanSupplier goal, long limitMs) {
        return time.runUntil(goal, limitMs, this::describe);
    }

    String describe() {
        StringBuilder text = new StringBuilder();
        nodes.values().forEach(node -> text.append('\n').append(node));
        return text.toString();
    }

    boolean isCut(ServerId from, ServerId to) {
        return cuts.contains(from + ">" + to);
    }

    /** From now on nothing passes from one to the other; what is under way is lost too. */
    void cut(ServerId from, ServerId to) {
        cuts.add(from + ">" + to);
    }

    void healAll() {
        cuts.clear();
    }

    /** Cuts {@code one} off from everybody. */
    void isolate(ServerId one) {
        for (ServerId other : nodes.keySet()) {
            if (!other.equals(one)) {
                cut(one, other);
                cut(other, one);
            }
        }
    }

    /** The member that leads, with a quorum that follows; null if there is none. */
    @org.jspecify.annotations.Nullable
    Node leader() {
        for (Node node : nodes.values()) {
            if (node.isUp() && node.phase instanceof ZabPhase.Leading && node.mayPropose()) {
                return node;
            }
        }
        return null;
    }

    /** The same; there must be one. */
    Node leading() {
        Node leader = leader();
        if (leader == null) {
            throw new AssertionError("nobody leads: " + describe());
        }
        return leader;
    }

    boolean everybodyServes() {
        Node leader = leader();
        if (leader == null) {
            return false;
        }
        for (Node node : nodes.values()) {
            if (node != leader
                    && node.isUp()
                    && !(node.phase instanceof ZabPhase.Following f
                            && f.leader().equals(leader.id))) {
                return false;
            }
        }
        return true;
    }

    boolean allHave(Zxid zxid) {
        return nodes.values().stream()
                .allMatch(node -> !node.isUp() || node.delivered().compareTo(zxid) >= 0);
    }

    /** Something that nobody proposed before. */
    Bytes fresh() {
        return Bytes.utf8("t" + ++proposals);
    }

    /** Those that have forgotten everything and are served ask for re-admission. */
    void askForReadmission() {
        Node leader = leader();
        for (Node node : nodes.values()) {
            if (leader != null
                    && node.isUp()
                    && node.phase instanceof ZabPhase.Following
                    && node.report().standing() == ZabStart.Standing.AMNESIAC) {
                node.readmission = leader.tryPropose();
            }
        }
    }

    /** A member has delivered a transaction while it serves or is about to. */
    void delivered(Node node, Zxid zxid, String text) {
        String before = agreed.putIfAbsent(zxid.value(), text);
        assertEquals(before == null ? text : before, text, () -> zxid + " delivered at " + node.id);
        if (zxid.compareTo(committed) > 0) {
            committed = zxid;
        }
        if (zxid.equals(node.readmission)) {
            int life = node.life();
            in(0, () -> node.run(life, node::readmit));
        }
    }

    /** A member has begun to serve: it must have everything that was committed before. */
    void serves(Node node, long epoch, boolean leads) {
        if (leads) {
            ServerId before = leaders.putIfAbsent(epoch, node.id);
            assertTrue(
                    before == null || before.equals(node.id),
                    () -> "one leader in epoch " + epoch + ": " + before + " and " + node.id);
            // After a restart the state shows the log's end, which is committed only by this.
            node.forEachInState((zxid, text) -> delivered(node, zxid, text));
            // One that was frozen on its way may take office that long after it has lost it.
            boolean superseded = leaders.lastKey() > epoch;
            assertTrue(
                    superseded || node.delivered().compareTo(committed) >= 0,
                    () -> node.id + " leads without all of " + committed);
        }
        List<String> state = node.state();
        List<String> prefix =
                agreed.headMap(node.delivered().value(), true).values().stream().toList();
        assertEquals(prefix, state, () -> node.id + " at " + node.delivered());
    }

    Zxid committed() {
        return committed;
    }
}
