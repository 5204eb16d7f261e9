package org.muster.wire.peer;

/** The numbers of packets between a learner and its leader. */
final class PacketType {
    static final int REQUEST = 1;
    static final int PROPOSAL = 2;
    static final int ACK = 3;
    static final int COMMIT = 4;
    static final int PING = 5;
    static final int REVALIDATE = 6;
    static final int SYNC = 7;
    static final int INFORM = 8;
    static final int COMMIT_AND_ACTIVATE = 9;
    static final int NEW_LEADER = 10;
    static final int FOLLOWER_INFO = 11;
    static final int UP_TO_DATE = 12;
    static final int DIFF = 13;
    static final int TRUNC = 14;
    static final int SNAP = 15;
    static final int OBSERVER_INFO = 16;
    static final int LEADER_INFO = 17;
    static final int ACK_EPOCH = 18;
    static final int INFORM_AND_ACTIVATE = 19;

    // Only between Musters, and beyond everything that the reference will use.
    static final int ACK_UP_TO = 1001;
    static final int COMMIT_UP_TO = 1002;
    static final int BEAT = 1003;
    static final int TAKE_OVER = 1004;

    private PacketType() {}
}
