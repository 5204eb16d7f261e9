package org.muster.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.muster.model.ServerId;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Features;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.Membership;
import org.muster.zab.ZabConfig;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabStart;

/**
 * Members without processes: each a core, a front and a log, joined by links that keep their order.
 * Messages arrive at once unless they are held back; disks keep at once unless they hang.
 */
public final class Ensemble {
    static final int TICK_MS = 50;

    public final List<Member> members = new ArrayList<>();

    long nowMs = 1_000_000;
    long wallMs = 0x1a1ffaecd46L;

    private final ArrayDeque<Runnable> mail = new ArrayDeque<>();
    private final Map<Long, Wired> links = new LinkedHashMap<>();
    private final LinkedHashSet<List<Member>> cuts = new LinkedHashSet<>();
    private long lastLink;

    /** One quorum connection: who dialled whom. */
    record Wired(Member learner, Member leader) {}

    private final Membership membership;
    private final ServerId foreign;
    private final ZabConfig.Limits limits;

    public Ensemble(int size) {
        this(size, 0, 0);
    }

    /**
     * Voters and, numbered behind them, observers; member {@code foreign} has nothing to say to
     * Musters but what the reference says, 0 for none.
     */
    public Ensemble(int voters, int observers, int foreign) {
        this(voters, observers, foreign, ZabConfig.Limits.DEFAULT);
    }

    /** The same within {@code limits}. */
    public Ensemble(int voters, int observers, int foreign, ZabConfig.Limits limits) {
        this.limits = limits;
        this.membership = new Membership(0, ids(1, voters), ids(voters + 1, observers), List.of());
        this.foreign = new ServerId(foreign);
        for (ServerId id : ids(1, voters + observers)) {
            members.add(new Member(this, config(id), Image.empty(ZabStart.Standing.INTACT)));
        }
        for (Member member : members) {
            members.stream()
                    .filter(other -> other != member)
                    .forEach(other -> member.reaches(other, true));
        }
    }

    private static List<ServerId> ids(int first, int count) {
        List<ServerId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new ServerId(first + i));
        }
        return ids;
    }

    /** Starts the member that was {@code dead} again, from {@code image}. */
    public Member restart(Member dead, Image image) {
        Member fresh = new Member(this, dead.config.ensemble(), image);
        members.set(members.indexOf(dead), fresh);
        for (Member other : members) {
            if (other != fresh && other.alive) {
                other.reaches(fresh, true);
                fresh.reaches(other, true);
            }
        }
        return fresh;
    }

    private ZabConfig config(ServerId self) {
        Features features = self.equals(foreign) ? Features.NONE : Features.all();
        return new ZabConfig(
                self,
                membership,
                "",
                new Announcement(features, Incarnation.FIRST),
                ZabConfig.Timing.of(2000, 10, 5),
                limits);
    }

    Member member(ServerId id) {
        return members.get((int) id.value() - 1);
    }

    /** Does {@code what} behind all that is on its way. */
    void post(Runnable what) {
        mail.add(what);
    }

    /** Lets everybody talk until nothing is on its way. */
    public void settle() {
        for (Runnable next = mail.poll(); next != null; next = mail.poll()) {
            next.run();
        }
    }

    /** Lets the next {@code count} messages arrive. */
    public void settleSome(int count) {
        for (int i = 0; i < count && !mail.isEmpty(); i++) {
            mail.remove().run();
        }
    }

    /** Time passes in ticks. */
    public void pass(long ms) {
        for (long passed = 0; passed < ms; passed += TICK_MS) {
            nowMs += TICK_MS;
            wallMs += TICK_MS;
            members.forEach(Member::tick);
            settle();
        }
    }

    /** Lets time pass until {@code goal} holds, a minute at most. */
    public void passUntil(BooleanSupplier goal) {
        for (int i = 0; i < 60_000 / TICK_MS && !goal.getAsBoolean(); i++) {
            pass(TICK_MS);
        }
        if (!goal.getAsBoolean()) {
            throw new AssertionError("not within a minute; " + states());
        }
    }

    private String states() {
        StringBuilder text = new StringBuilder();
        members.forEach(member ->
                text.append(member.id)
                        .append(' ')
                        .append(member.core.report().phase())
                        .append(' ')
                        .append(member.halts)
                        .append("; "));
        return text.toString();
    }

    /** The one that leads; waits for it, and until every other live member follows it. */
    public Member leader() {
        passUntil(() ->
                members.stream().filter(Member::leads).count() == 1
                        && members.stream().allMatch(m -> !m.alive || m.isServed()));
        return members.stream().filter(Member::leads).findFirst().orElseThrow();
    }

    /** Those that follow, in the order of their ids. */
    public List<Member> followers() {
        Member leader = leader();
        return members.stream().filter(m -> m.alive && m != leader).toList();
    }

    boolean isCut(Member a, Member b) {
        return !a.alive || !b.alive || cuts.contains(List.of(a, b)) || cuts.contains(List.of(b, a));
    }

    /** Nothing passes between the two any more, and both notice. */
    public void cut(Member a, Member b) {
        cuts.add(List.of(a, b));
        sever(a, b);
        settle();
    }

    /** The two reach each other again. */
    public void heal(Member a, Member b) {
        cuts.remove(List.of(a, b));
        cuts.remove(List.of(b, a));
        a.reaches(b, true);
        b.reaches(a, true);
        settle();
    }

    void sever(Member a, Member b) {
        for (Map.Entry<Long, Wired> link : List.copyOf(links.entrySet())) {
            Wired ends = link.getValue();
            if ((ends.learner == a && ends.leader == b)
                    || (ends.learner == b && ends.leader == a)) {
                drop(link.getKey(), null);
            }
        }
        a.reaches(b, false);
        b.reaches(a, false);
    }

    void dial(Member learner, Member leader) {
        if (isCut(learner, leader)) {
            learner.hear(new ZabInput.ConnectFailed(leader.id));
            return;
        }
        long link = ++lastLink;
        links.put(link, new Wired(learner, leader));
        leader.hear(new ZabInput.Accepted(link));
        learner.hear(new ZabInput.Connected(link, leader.id));
    }

    /** Closes a link; {@code closer} need not be told. */
    void drop(long link, Member closer) {
        Wired ends = links.remove(link);
        if (ends != null) {
            for (Member end : List.of(ends.learner, ends.leader)) {
                if (end != closer) {
                    end.hear(new ZabInput.Closed(link));
                }
            }
        }
    }

    /** Brings {@code input} along {@code link} to its other end, unless it is closed by then. */
    void carry(long link, Member from, ZabInput input) {
        Wired ends = links.get(link);
        if (ends != null) {
            Member to = ends.learner == from ? ends.leader : ends.learner;
            post(() -> {
                if (links.containsKey(link)) {
                    to.heard(input);
                }
            });
        }
    }
}
