package org.muster.model;

import java.util.List;

/**
 * One entry of an access control list.
 *
 * @param perms any bits; those of {@link Perms} mean something, all are stored and returned
 */
public record Acl(int perms, Id id) {
    /** Everybody may do everything. */
    public static final List<Acl> OPEN = List.of(new Acl(Perms.ALL, Id.ANYONE));

    /** Everybody may read. */
    public static final List<Acl> READ_ONLY = List.of(new Acl(Perms.READ, Id.ANYONE));
}
