package org.muster.sim.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.TreeDigest;
import org.muster.sim.world.Coverage;
import org.muster.sim.world.ViolationException;
import org.muster.sim.world.World;

/**
 * The history on which all members agree: one transaction for a zxid, one before each, one leader
 * an epoch, one state at each zxid, and what was committed is never left again. The oracle judges
 * what is committed, in its order.
 */
public final class Agreement {
    /** Counts the voters of an ensemble. */
    public interface Electorate {
        /** How many a quorum has. */
        int majority();

        /** How many have disks that are sure of {@code zxid}. */
        int sure(long zxid);

        /** How many have said of their own disks that they are. */
        int said(long zxid);
    }

    private record Proposal(long before, Bytes payload) {}

    private final World world;
    private final Oracle oracle;
    private final Map<Long, Proposal> proposals = new TreeMap<>();
    private final Map<Long, Long> ends = new TreeMap<>();
    private final Map<Long, Long> applied = new TreeMap<>();
    private final Map<Long, Long> leaders = new TreeMap<>();
    private final Map<Long, TreeDigest> states = new TreeMap<>();

    /** What is committed, and who committed it first. */
    private final TreeMap<Long, Long> members = new TreeMap<>();

    private final Map<Long, Long> flushed = new TreeMap<>();
    private @Nullable Electorate electorate;
    private long committed;

    /** Without members. */
    public Agreement(World world, Oracle oracle) {
        this.world = world;
        this.oracle = oracle;
    }

    /** Who knows the voters' disks. */
    public void judgeSafetyBy(Electorate voters) {
        electorate = voters;
    }

    /** The log of {@code member} has said that {@code zxid} is safe. */
    public void flushed(long member, long zxid) {
        flushed.merge(member, zxid, Math::max);
    }

    /** Whether the core of {@code member} may vouch for {@code zxid}, by what its disk told it. */
    public boolean mayVouch(long member, long zxid) {
        return flushed.getOrDefault(member, 0L) >= zxid;
    }

    /** The last transaction known to be committed. */
    public long committed() {
        return committed;
    }

    /** The history on the disk of {@code member} ends with {@code zxid}. */
    public void ends(long member, long zxid) {
        if (zxid != 0 && !proposals.containsKey(zxid)) {
            throw new ViolationException(
                    "C10", "member %d has %x, which nobody proposed".formatted(member, zxid));
        }
        ends.put(member, zxid);
        flushed.put(member, zxid);
        applied.remove(member);
    }

    /** {@code member} logs transaction {@code zxid} behind what it has. */
    public void appended(long member, long zxid, Bytes payload) {
        long before = ends.getOrDefault(member, 0L);
        Proposal known = proposals.putIfAbsent(zxid, new Proposal(before, payload));
        if (known != null && known.before != before) {
            throw new ViolationException(
                    "C10",
                    "member %d has %x behind %x, others have it behind %x"
                            .formatted(member, zxid, before, known.before));
        }
        if (known != null && !known.payload.equals(payload)) {
            throw new ViolationException(
                    "C10", "member %d has another transaction %x".formatted(member, zxid));
        }
        if (Long.compareUnsigned(zxid, before) <= 0) {
            throw new ViolationException(
                    "C1", "member %d logs %x behind %x".formatted(member, zxid, before));
        }
        ends.put(member, zxid);
    }

    /** Whether {@code zxid} comes right behind {@code last} in the history it was proposed in. */
    public boolean isNext(long last, long zxid) {
        Proposal proposal = proposals.get(zxid);
        return proposal != null && proposal.before == last;
    }

    /** The state of {@code member} has come to {@code zxid}, one transaction further. */
    public void delivered(long member, long zxid) {
        Proposal proposal = proposals.get(zxid);
        Long last = applied.put(member, zxid);
        if (proposal == null || (last != null && last != proposal.before)) {
            throw new ViolationException(
                    "C10", "member %d applies %x behind %x".formatted(member, zxid, last));
        }
        commit(member, zxid);
    }

    /** {@code member} leads {@code epoch} from the history that ends with {@code zxid}. */
    public void leads(long member, long epoch, long zxid) {
        Long other = leaders.putIfAbsent(epoch, member);
        if (other != null) {
            throw new ViolationException(
                    "C9", "members %d and %d lead epoch %d".formatted(other, member, epoch));
        }
        // One that a later leader has replaced already, without its knowing, commits nothing more.
        Long owed = members.lowerKey(epoch << 32);
        if (owed != null && owed > zxid) {
            throw new ViolationException(
                    "C9",
                    "member %d leads epoch %d from %x, but %x is committed"
                            .formatted(member, epoch, zxid, owed));
        }
        world.coverage().reached("leader");
        world.coverage().sometimes("new leader commits what others proposed", zxid > committed);
        applied.put(member, zxid);
        commit(member, zxid);
        oracle.leaderChanged(world.nowNs());
    }

    /** {@code member} is synchronised with a leader, at {@code zxid}. */
    public void follows(long member, long zxid) {
        applied.put(member, zxid);
        commit(member, zxid);
    }

    private void commit(long member, long zxid) {
        if (zxid <= committed) {
            if (zxid != 0 && !members.containsKey(zxid)) {
                throw new ViolationException(
                        "C9",
                        "member %d commits %x, which %x left out"
                                .formatted(member, zxid, committed));
            }
            return;
        }
        requireQuorum(member, zxid);
        Deque<Long> fresh = new ArrayDeque<>();
        long at = zxid;
        while (at > committed) {
            fresh.push(at);
            Proposal proposal = proposals.get(at);
            if (proposal == null) {
                throw new ViolationException(
                        "C9", "member %d commits %x, which nobody proposed".formatted(member, at));
            }
            at = proposal.before;
        }
        if (at != committed) {
            throw new ViolationException(
                    "C9",
                    "member %d commits %x, which leaves out %x".formatted(member, zxid, committed));
        }
        for (long next : fresh) {
            Proposal proposal = proposals.get(next);
            if (proposal != null) {
                committed = next;
                members.put(next, member);
                oracle.proposed(proposal.payload.toArray(), world.nowNs());
                oracle.committed(next);
            }
        }
    }

    /** C9: enough voters may have acknowledged it. C6: they were right. */
    private void requireQuorum(long member, long zxid) {
        Electorate voters = electorate;
        if (voters == null || voters.sure(zxid) >= voters.majority()) {
            return;
        }
        int said = voters.said(zxid);
        throw new ViolationException(
                said < voters.majority() ? "C9" : "C6",
                "member %d commits %x: the disks of %d voters are sure of it, %d think so, %d must"
                        .formatted(member, zxid, voters.sure(zxid), said, voters.majority()));
    }

    /** The tree of {@code member} has this digest at {@code zxid}. */
    public void state(long member, long zxid, TreeDigest digest) {
        TreeDigest known = states.putIfAbsent(zxid, digest);
        if (known != null && !known.equals(digest)) {
            throw new ViolationException(
                    "C10", "member %d has another state at %x".formatted(member, zxid));
        }
    }

    /** Proposals that no leader committed. */
    public void count(Coverage coverage) {
        coverage.sometimes("proposal dropped", proposals.size() > members.size());
    }
}
