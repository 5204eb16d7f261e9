package org.muster.client;

import org.muster.model.Bytes;
import org.muster.model.Stat;
import org.muster.model.Zxid;

/**
 * A node as it was read.
 *
 * @param data empty also for a node created without data
 * @param asOf the server's newest transaction when it answered
 */
public record Node(String path, Bytes data, Stat stat, Zxid asOf) {
    /** The data as UTF-8 text. */
    public String text() {
        return data.toUtf8();
    }
}
