package org.muster.state.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.Perms;

/** Decides what an access list permits, and which lists a client may set. */
public final class AclRules {
    private static final String SUPER = "super";
    private static final String WORLD = "world";
    private static final String AUTH = "auth";
    private static final String DIGEST = "digest";
    private static final String IP = "ip";
    private static final byte[] NO_ADDRESS = {};

    /**
     * The most entries of a list: more would not fit in a record of the log. Entries of the scheme
     * auth multiply, so this bounds what a request can make of little.
     */
    private static final int MAX_ENTRIES = 1 << 17;

    /** An order instead of hashes: a client chooses the entries, and could choose equal hashes. */
    private static final Comparator<Acl> BY_ALL_FIELDS =
            Comparator.comparingInt(Acl::perms)
                    .thenComparing(entry -> entry.id().scheme())
                    .thenComparing(entry -> entry.id().id());

    private final AuthRules rules;

    /** Decides by {@code rules}. */
    public AclRules(AuthRules rules) {
        this.rules = rules;
    }

    /** Whether somebody with these identities has one of the permissions in {@code mask}. */
    public boolean permits(AccessList acl, int mask, List<Id> identities) {
        if (acl.allowsAnyone(mask) || rules.skipAcl()) {
            return true;
        }
        for (int i = 0; i < identities.size(); i++) {
            if (identities.get(i).scheme().equals(SUPER)) {
                return true;
            }
        }
        List<Acl> entries = acl.entries();
        byte[] address = acl.namesAddresses() ? addressOf(identities) : NO_ADDRESS;
        for (int i = 0; i < entries.size(); i++) {
            Acl entry = entries.get(i);
            if ((entry.perms() & mask) != 0
                    && (acl.range(i).holds(address) || matchesAny(entry.id(), identities))) {
                return true;
            }
        }
        return false;
    }

    /** The address that a connection has as its one identity of the scheme ip. */
    private static byte[] addressOf(List<Id> identities) {
        for (int i = 0; i < identities.size(); i++) {
            if (identities.get(i).scheme().equals(IP)) {
                byte[] address = IpRange.address(identities.get(i).id());
                return address == null ? NO_ADDRESS : address;
            }
        }
        return NO_ADDRESS;
    }

    private boolean matchesAny(Id wanted, List<Id> identities) {
        return wanted.scheme().equals(DIGEST)
                && rules.digestEnabled()
                && identities.contains(wanted);
    }

    /**
     * The list that is stored for {@code requested}: without exact duplicates, {@code auth}
     * replaced by the identities it stands for; null if it is no legal list.
     */
    public @Nullable List<Acl> expand(@Nullable List<Acl> requested, List<Id> identities) {
        if (requested == null || requested.isEmpty()) {
            return null;
        }
        if (requested.size() == 1 && requested.get(0).id().equals(Id.ANYONE)) {
            return requested.get(0).perms() == Perms.ALL ? Acl.OPEN : requested;
        }
        List<Acl> expanded = new ArrayList<>(requested.size());
        Set<Acl> seen = new TreeSet<>(BY_ALL_FIELDS);
        for (Acl entry : requested) {
            boolean isLegal = !seen.add(entry) || expandEntry(entry, identities, expanded);
            if (!isLegal || expanded.size() > MAX_ENTRIES) {
                return null;
            }
        }
        return expanded;
    }

    private boolean expandEntry(Acl entry, List<Id> identities, List<Acl> expanded) {
        Id id = entry.id();
        if (id.scheme().equals(AUTH)) {
            int before = expanded.size();
            for (Id identity : identities) {
                if (identity.scheme().equals(DIGEST) && rules.digestEnabled()) {
                    expanded.add(new Acl(entry.perms(), identity));
                }
            }
            return expanded.size() > before;
        }
        boolean legal =
                switch (id.scheme()) {
                    case WORLD -> id.id().equals(Id.ANYONE.id());
                    case DIGEST -> rules.digestEnabled() && isDigestId(id.id());
                    case IP -> IpRange.isLegal(id.id());
                    default -> false;
                };
        if (legal) {
            expanded.add(entry);
        }
        return legal;
    }

    /** Whether cutting at colons and dropping empty pieces from the end leaves two pieces. */
    private static boolean isDigestId(String id) {
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == ':') {
            end--;
        }
        int colon = id.indexOf(':');
        return colon >= 0 && colon < end && id.lastIndexOf(':', end - 1) == colon;
    }

    /** The list as somebody without ADMIN sees it: digests show the user only. */
    public static List<Acl> masked(List<Acl> entries) {
        List<Acl> masked = new ArrayList<>(entries.size());
        for (Acl entry : entries) {
            Id id = entry.id();
            int colon = id.id().indexOf(':');
            masked.add(
                    id.scheme().equals(DIGEST) && colon >= 0
                            ? new Acl(
                                    entry.perms(),
                                    new Id(DIGEST, id.id().substring(0, colon) + ":x"))
                            : entry);
        }
        return masked;
    }
}
