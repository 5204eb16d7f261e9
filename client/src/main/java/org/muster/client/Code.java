package org.muster.client;

/** What exactly went wrong. */
public enum Code {
    /** There is no such node; of a create: no such parent. */
    NO_NODE,
    /** The node is there already. */
    NODE_EXISTS,
    /** The node has another version than the one expected. */
    BAD_VERSION,
    /** The node has children. */
    NOT_EMPTY,
    /** An ephemeral node cannot have children. */
    NO_CHILDREN_FOR_EPHEMERALS,
    /** The access control list does not allow it. */
    NO_AUTH,
    /** The credentials were refused; the client is closed. */
    AUTH_FAILED,
    /** The access control list is empty or malformed. */
    INVALID_ACL,
    /** A quota would be exceeded. */
    QUOTA_EXCEEDED,
    /** The session ended before the answer came. */
    SESSION_EXPIRED,
    /** The client is closed. */
    CLOSED,
    /** The connection was lost before the answer came. */
    CONNECTION_LOST,
    /** The deadline passed. */
    TIMEOUT,
    /** A write, while only a server that reads could be reached. */
    NOT_READ_ONLY,
    /** Too many calls wait, in this client or in the server. */
    OVERLOADED,
    /** A path that cannot name a node. */
    BAD_PATH,
    /** Arguments that the client or the server does not take. */
    BAD_ARGUMENTS,
    /** The request, or the reply, is too long. */
    TOO_LARGE,
    /** The server does not offer the operation. */
    UNIMPLEMENTED,
    /** In a transaction: another of its operations failed. */
    OTHER_FAILED,
    /** Anything else a server may say. */
    SERVER_ERROR
}
