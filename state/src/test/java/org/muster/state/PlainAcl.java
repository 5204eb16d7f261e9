package org.muster.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Id;

/** What ACLs permit and which may be set, for world, auth, digest and super only. */
final class PlainAcl {
    private PlainAcl() {}

    static boolean allows(List<Acl> acl, int perm, List<Id> ids) {
        if (ids.stream().anyMatch(id -> id.scheme().equals("super"))) {
            return true;
        }
        return acl.stream()
                .filter(entry -> (entry.perms() & perm) != 0)
                .anyMatch(entry -> entry.id().scheme().equals("world") || ids.contains(entry.id()));
    }

    static @Nullable List<Acl> expand(@Nullable List<Acl> wanted, List<Id> ids) {
        if (wanted == null || wanted.isEmpty()) {
            return null;
        }
        List<Acl> result = new ArrayList<>();
        for (Acl entry : wanted.stream().distinct().toList()) {
            switch (entry.id().scheme()) {
                case "auth" -> {
                    List<Id> proven =
                            ids.stream().filter(id -> id.scheme().equals("digest")).toList();
                    if (proven.isEmpty()) {
                        return null;
                    }
                    proven.forEach(id -> result.add(new Acl(entry.perms(), id)));
                }
                case "digest" -> {
                    if (!entry.id().id().matches("[^:]*:[^:]+:*")) {
                        return null;
                    }
                    result.add(entry);
                }
                case "world" -> {
                    if (!entry.id().id().equals("anyone")) {
                        return null;
                    }
                    result.add(entry);
                }
                default -> {
                    return null;
                }
            }
        }
        return result;
    }
}
