package org.muster.model.request;

/** The operations of the client protocol with their numbers on the wire. */
public enum Op {
    /** Create a znode; the reply is its path. */
    CREATE(1),
    /** Delete a znode. */
    DELETE(2),
    /** Ask for a znode's Stat. */
    EXISTS(3),
    /** Read data. */
    GET_DATA(4),
    /** Write data. */
    SET_DATA(5),
    /** Read an ACL. */
    GET_ACL(6),
    /** Write an ACL. */
    SET_ACL(7),
    /** List children. */
    GET_CHILDREN(8),
    /** Catch up with the leader. */
    SYNC(9),
    /** Show a sign of life. */
    PING(11),
    /** List children, with Stat. */
    GET_CHILDREN2(12),
    /** Compare a version; only inside a multi. */
    CHECK(13),
    /** Several writes as one. */
    MULTI(14),
    /** Create a znode; the reply is its path and Stat. */
    CREATE2(15),
    /** Change the ensemble's membership. */
    RECONFIG(16),
    /** Ask whether a watch is set. */
    CHECK_WATCHES(17),
    /** Take watches away. */
    REMOVE_WATCHES(18),
    /** Create a container. */
    CREATE_CONTAINER(19),
    /** Delete a container or TTL znode; the server's own. */
    DELETE_CONTAINER(20),
    /** Create a TTL znode. */
    CREATE_TTL(21),
    /** Several reads as one. */
    MULTI_READ(22),
    /** Prove an identity. */
    AUTH(100),
    /** Set watches again after a reconnect. */
    SET_WATCHES(101),
    /** A SASL token. */
    SASL(102),
    /** List the session's ephemerals. */
    GET_EPHEMERALS(103),
    /** Count descendants. */
    GET_ALL_CHILDREN_NUMBER(104),
    /** Set watches of all kinds again. */
    SET_WATCHES2(105),
    /** Set a persistent watch. */
    ADD_WATCH(106),
    /** Ask for one's own identities. */
    WHO_AM_I(107),
    /** Open a session; the server's own. */
    CREATE_SESSION(-10),
    /** End the session. */
    CLOSE_SESSION(-11);

    private final int code;

    Op(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }
}
