package org.muster.wire.client;

/** The xids with a meaning; all others are the client's own. */
public final class Xids {
    /** Of a watch event. */
    public static final int EVENT = -1;

    /** Of a ping's answer. */
    public static final int PING = -2;

    private Xids() {}
}
