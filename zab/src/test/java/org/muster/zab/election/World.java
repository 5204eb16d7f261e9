package org.muster.zab.election;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.peer.Notification;
import org.muster.zab.Timeline;
import org.muster.zab.quorum.QuorumRule;

/**
 * A few members that only elect, on a simulated network in simulated time.
 *
 * <p>A connection keeps its order, and repeats the last notification sent when it comes back, as
 * the shell does. A cut link swallows everything; both ends notice after {@link #SUSPICION_MS}. So
 * it is with a frozen member, which finds everything that was sent to it when it thaws. Of a member
 * that is killed the others hear as fast as of any message.
 */
final class World {
    static final int TICK_MS = 50;
    static final int SUSPICION_MS = 500;

    private static final long MS = 1_000_000;

    /** One direction between two members. */
    private record Line(ServerId from, ServerId to) {}

    final TreeMap<ServerId, Member> members = new TreeMap<>();

    private final Timeline time = new Timeline();
    private final QuorumRule quorum;
    private final RandomGenerator random;
    private final Map<Line, Notification> lastSent = new LinkedHashMap<>();
    private final Map<Line, Long> busyUntilNs = new LinkedHashMap<>();
    private final Set<String> cuts = new TreeSet<>();

    /** The longest time that a message takes, and the share of messages that are lost. */
    int delayMs = 1;

    double loss;

    World(QuorumRule quorum, List<ServerId> observers, RandomGenerator random) {
        this.quorum = quorum;
        this.random = random;
        List<ServerId> all = new ArrayList<>(quorum.voters());
        all.addAll(observers);
        for (ServerId id : all) {
            members.put(id, new Member(this, id));
        }
        in(TICK_MS, this::tick);
    }

    QuorumRule quorum() {
        return quorum;
    }

    Member member(long id) {
        return Member.known(members.get(new ServerId(id)));
    }

    Now now() {
        return new Now(time.nowNs(), 0);
    }

    long nowMs() {
        return time.nowMs();
    }

    /** Does {@code what} after {@code ms}. */
    void in(long ms, Runnable what) {
        time.in(ms, what);
    }

    private void at(long ns, Runnable what) {
        time.at(ns, what);
    }

    private void tick() {
        members.values().forEach(Member::tick);
        in(TICK_MS, this::tick);
    }

    void runFor(long ms) {
        time.runFor(ms);
    }

    /** Runs until {@code goal} is reached and gives how many milliseconds that took. */
    long runUntil(BooleanSupplier goal, long limitMs) {
        return time.runUntil(goal, limitMs, this::describe);
    }

    /** Starts members and connects them with all that can be reached; they look for a leader. */
    void start(long... ids) {
        for (long id : ids) {
            Member one = member(id);
            one.begin();
            for (Member other : members.values()) {
                if (other != one) {
                    connect(one, other);
                }
            }
            one.look();
        }
    }

    /** Kills a member's process; its connections break. */
    void kill(long id) {
        Member dead = member(id);
        dead.end();
        for (Member other : members.values()) {
            if (other != dead && other.isUp() && isOpen(dead.id, other.id)) {
                deliver(dead.id, other, () -> other.reaches(dead.id, false));
            }
        }
    }

    /** Stops a member without anybody's notice. */
    void freeze(long id) {
        Member frozen = member(id);
        frozen.freeze();
        in(
                SUSPICION_MS,
                () -> {
                    if (frozen.isFrozen()) {
                        others(frozen).forEach(other -> other.reaches(frozen.id, false));
                    }
                });
    }

    /** Lets a frozen member go on. */
    void thaw(long id) {
        Member thawed = member(id);
        thawed.thaw();
        others(thawed).forEach(other -> other.reaches(thawed.id, true));
    }

    private List<Member> others(Member one) {
        return members.values().stream()
                .filter(other -> other != one && other.isUp() && isOpen(one.id, other.id))
                .toList();
    }

    /** From now on nothing passes between the two. */
    void cut(long a, long b) {
        Member one = member(a);
        Member other = member(b);
        cuts.add(name(one.id, other.id));
        in(
                SUSPICION_MS,
                () -> {
                    if (!isOpen(one.id, other.id)) {
                        one.reaches(other.id, false);
                        other.reaches(one.id, false);
                    }
                });
    }

    /** Everything passes again, beginning with what each said last. */
    void heal(long a, long b) {
        if (cuts.remove(name(new ServerId(a), new ServerId(b)))) {
            connect(member(a), member(b));
        }
    }

    boolean isOpen(ServerId a, ServerId b) {
        return !cuts.contains(name(a, b));
    }

    private static String name(ServerId a, ServerId b) {
        return Math.min(a.value(), b.value()) + "-" + Math.max(a.value(), b.value());
    }

    private void connect(Member a, Member b) {
        if (!isOpen(a.id, b.id)) {
            // A dial that nobody answers: for a while nothing is known.
            return;
        }
        boolean isUp = a.isUp() && b.isUp();
        a.reaches(b.id, isUp);
        b.reaches(a.id, isUp);
        if (isUp) {
            repeat(a, b);
            repeat(b, a);
        }
    }

    private void repeat(Member from, Member to) {
        Notification last = lastSent.get(new Line(from.id, to.id));
        if (last != null && from.hasSpoken()) {
            deliver(from.id, to, () -> to.hear(last));
        }
    }

    /** Sends a notification over the election connection, if there is one. */
    void send(ServerId from, ServerId to, Notification notification) {
        lastSent.put(new Line(from, to), notification);
        Member receiver = Member.known(members.get(to));
        if (random.nextDouble() >= loss) {
            deliver(from, receiver, () -> receiver.hear(notification));
        }
    }

    /** Lets {@code what} happen at {@code to} after a message's time, if it is still there then. */
    void deliver(ServerId from, Member to, Runnable what) {
        if (!to.isUp() || !isOpen(from, to.id)) {
            return;
        }
        Line line = new Line(from, to.id);
        long delayNs = delayMs == 1 ? MS : random.nextLong(MS / 10, delayMs * MS);
        long atNs = Math.max(time.nowNs() + delayNs, busyUntilNs.getOrDefault(line, 0L));
        busyUntilNs.put(line, atNs);
        int life = to.life();
        at(
                atNs,
                () -> {
                    if (to.life() == life && isOpen(from, to.id)) {
                        to.take(what);
                    }
                });
    }

    String describe() {
        return members.values().toString();
    }

    /** Whether all members that run have found the same leader, who knows it. */
    boolean agrees() {
        Set<ServerId> leaders = new TreeSet<>();
        for (Member member : members.values()) {
            if (member.isUp() && !member.isFrozen()) {
                if (member.isLooking()) {
                    return false;
                }
                leaders.add(member.leader());
            }
        }
        return leaders.size() == 1 && Member.known(members.get(leaders.iterator().next())).leads();
    }
}
