package org.muster.sim.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.Perms;

/** Who may do what, and which access control lists are well-formed. */
final class AccessRules {
    private AccessRules() {}

    /** Whether any of {@code perms} is granted to any of the identities. */
    static boolean permits(List<Acl> acl, int perms, List<Id> identities) {
        if (acl.isEmpty() || identities.stream().anyMatch(id -> id.scheme().equals("super"))) {
            return true;
        }
        for (Acl entry : acl) {
            if ((entry.perms() & perms) != 0
                    && (entry.id().equals(Id.ANYONE) || identities.contains(entry.id()))) {
                return true;
            }
        }
        return false;
    }

    /** The list as it is stored, or null if it is not acceptable. */
    static @Nullable List<Acl> resolve(@Nullable List<Acl> asked, List<Id> identities) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        List<Acl> resolved = new ArrayList<>();
        for (Acl entry : asked.stream().distinct().toList()) {
            switch (entry.id().scheme()) {
                case "world" -> {
                    if (!entry.id().id().equals("anyone")) {
                        return null;
                    }
                    resolved.add(entry);
                }
                case "auth" -> {
                    List<Id> own =
                            identities.stream().filter(id -> id.scheme().equals("digest")).toList();
                    if (own.isEmpty()) {
                        return null;
                    }
                    own.forEach(id -> resolved.add(new Acl(entry.perms(), id)));
                }
                case "digest" -> {
                    if (entry.id().id().split(":").length != 2) {
                        return null;
                    }
                    resolved.add(entry);
                }
                default -> {
                    return null;
                }
            }
        }
        return resolved;
    }

    /** The list as getACL shows it to these identities. */
    static List<Acl> shown(List<Acl> acl, List<Id> identities) {
        if (permits(acl, Perms.ADMIN, identities)) {
            return acl;
        }
        return acl.stream().map(AccessRules::masked).toList();
    }

    private static Acl masked(Acl entry) {
        Id id = entry.id();
        int colon = id.id().indexOf(':');
        return id.scheme().equals("digest") && colon >= 0
                ? new Acl(entry.perms(), new Id("digest", id.id().substring(0, colon) + ":x"))
                : entry;
    }
}
