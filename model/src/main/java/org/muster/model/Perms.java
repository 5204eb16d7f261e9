package org.muster.model;

/** The permission bits of an {@link Acl}. */
public final class Perms {
    /** See data, children, and (with a client's call) the ACL. */
    public static final int READ = 1;

    /** Set data. */
    public static final int WRITE = 1 << 1;

    /** Create children. */
    public static final int CREATE = 1 << 2;

    /** Delete children. */
    public static final int DELETE = 1 << 3;

    /** Set the ACL and see it unmasked. */
    public static final int ADMIN = 1 << 4;

    /** All five. */
    public static final int ALL = READ | WRITE | CREATE | DELETE | ADMIN;

    private Perms() {}
}
