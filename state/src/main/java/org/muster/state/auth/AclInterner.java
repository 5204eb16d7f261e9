package org.muster.state.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.model.Acl;

/**
 * Gives equal lists the same {@link AccessList}. Remembers at most {@link #LIMIT}; forgetting one
 * costs memory only. Owned by one thread.
 */
public final class AclInterner {
    /** How many lists are remembered; at the limit all are forgotten. */
    public static final int LIMIT = 1024;

    private final Map<List<Acl>, AccessList> known = new LinkedHashMap<>();

    /** Knows no list yet. */
    public AclInterner() {}

    /** The access list with these entries. */
    public AccessList intern(List<Acl> entries) {
        if (entries.equals(Acl.OPEN)) {
            return AccessList.OPEN;
        }
        AccessList list = known.get(entries);
        if (list == null) {
            if (known.size() == LIMIT) {
                known.clear();
            }
            list = AccessList.of(entries);
            known.put(list.entries(), list);
        }
        return list;
    }
}
