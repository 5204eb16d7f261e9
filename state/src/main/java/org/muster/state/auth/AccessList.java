package org.muster.state.auth;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.Perms;

/**
 * An access control list as a znode keeps it: shared by all znodes with equal lists, and prepared
 * so that what everybody may do is one comparison. Immutable; value equality.
 */
public final class AccessList {
    /** Everybody may do everything. */
    public static final AccessList OPEN = new AccessList(Acl.OPEN, true);

    /** Everybody may read. */
    public static final AccessList READ_ONLY = new AccessList(Acl.READ_ONLY, true);

    /** What a znode has whose list the snapshot did not hold: nobody may do anything. */
    public static final AccessList UNRESOLVED =
            new AccessList(List.of(new Acl(0, new Id("unresolved", ""))), false);

    private final List<Acl> entries;
    private final boolean resolved;
    private final int permsOfAll;

    /** Of each entry the range of addresses it names; empty if none names one. */
    private final List<IpRange> ranges;

    private AccessList(List<Acl> entries, boolean resolved) {
        this.entries = entries;
        this.resolved = resolved;
        this.permsOfAll = entries.isEmpty() ? Perms.ALL : permsOfAnyone(entries);
        this.ranges = rangesOf(entries);
    }

    /** The list with these entries, in this order; an empty one forbids nothing. */
    public static AccessList of(List<Acl> entries) {
        return entries.equals(Acl.OPEN) ? OPEN : new AccessList(List.copyOf(entries), true);
    }

    private static List<IpRange> rangesOf(List<Acl> entries) {
        List<IpRange> ranges = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Id id = entries.get(i).id();
            if (id.scheme().equals("ip")) {
                while (ranges.size() < i) {
                    ranges.add(IpRange.NOTHING);
                }
                ranges.add(IpRange.of(id.id()));
            }
        }
        return ranges.isEmpty() ? List.of() : List.copyOf(ranges);
    }

    /** Whether some entry names addresses. */
    boolean namesAddresses() {
        return !ranges.isEmpty();
    }

    /** The addresses that the entry at {@code index} names. */
    IpRange range(int index) {
        return index < ranges.size() ? ranges.get(index) : IpRange.NOTHING;
    }

    private static int permsOfAnyone(List<Acl> entries) {
        int perms = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().equals(Id.ANYONE)) {
                perms |= entries.get(i).perms();
            }
        }
        return perms;
    }

    /** The entries in their order. */
    public List<Acl> entries() {
        return entries;
    }

    /** Whether this list is known; false only for {@link #UNRESOLVED}. */
    public boolean isResolved() {
        return resolved;
    }

    /** Whether everybody has one of the permissions in {@code mask}. */
    public boolean allowsAnyone(int mask) {
        return (permsOfAll & mask) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof AccessList that
                        && resolved == that.resolved
                        && entries.equals(that.entries));
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "AccessList" + entries;
    }
}
