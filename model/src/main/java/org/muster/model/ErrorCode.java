package org.muster.model;

/** The error codes a server puts on the wire. */
public enum ErrorCode {
    /** Success. */
    OK(0),
    /** In a failed multi: an operation after the one that failed. */
    RUNTIME_INCONSISTENCY(-2),
    /** The record could not be decoded, or lacks a value it needs. */
    MARSHALLING_ERROR(-5),
    /** The server does not know or offer the operation. */
    UNIMPLEMENTED(-6),
    /** An argument is outside what the operation takes. */
    BAD_ARGUMENTS(-8),
    /** The new configuration has no quorum. */
    NEW_CONFIG_NO_QUORUM(-13),
    /** Another reconfiguration is running. */
    RECONFIG_IN_PROGRESS(-14),
    /** The session is not known. */
    UNKNOWN_SESSION(-12),
    /** The znode, or for create and delete its parent, is missing. */
    NO_NODE(-101),
    /** The ACL does not permit it. */
    NO_AUTH(-102),
    /** The version given is not the znode's. */
    BAD_VERSION(-103),
    /** Ephemerals have no children. */
    NO_CHILDREN_FOR_EPHEMERALS(-108),
    /** The znode is there already. */
    NODE_EXISTS(-110),
    /** The znode has children. */
    NOT_EMPTY(-111),
    /** The session is closing or has expired. */
    SESSION_EXPIRED(-112),
    /** The access control list is empty or ill-formed. */
    INVALID_ACL(-114),
    /** Authentication failed. */
    AUTH_FAILED(-115),
    /** The session is attached elsewhere; never sent, the connection is closed instead. */
    SESSION_MOVED(-118),
    /** A write reached a server that only reads. */
    NOT_READ_ONLY(-119),
    /** A local session may not create ephemerals. */
    EPHEMERAL_ON_LOCAL_SESSION(-120),
    /** There is no such watch. */
    NO_WATCHER(-121),
    /** Reconfiguration is switched off. */
    RECONFIG_DISABLED(-123),
    /** Authentication is demanded first. */
    SESSION_CLOSED_REQUIRE_SASL_AUTH(-124),
    /** A hard quota would be exceeded. */
    QUOTA_EXCEEDED(-125),
    /** The request waited too long in the throttle queue. */
    THROTTLED_OP(-127);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /** The number on the wire and in the log. */
    public int code() {
        return code;
    }
}
