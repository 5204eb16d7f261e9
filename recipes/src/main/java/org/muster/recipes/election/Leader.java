package org.muster.recipes.election;

import org.muster.client.Node;
import org.muster.recipes.lease.FencingToken;

/**
 * Who leads, or would like to.
 *
 * @param id as the candidate gave it
 * @param token of its leadership
 */
public record Leader(String id, FencingToken token, String nodePath) {
    static Leader of(Node node) {
        return new Leader(node.text(), new FencingToken(node.stat().czxid()), node.path());
    }
}
