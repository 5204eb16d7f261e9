package org.muster.client.machine;

import org.jspecify.annotations.Nullable;
import org.muster.model.request.Request;

/**
 * How a call is to be made.
 *
 * @param prelude goes before it, over the same connection, each time it is sent; of its own answer
 *     only a refusal matters
 * @param watch of a read: set together with it
 * @param proof how to find out what became of it when the answer is lost
 * @param deadlineNs on the monotonic clock
 */
public record Manner(
        @Nullable Request prelude, @Nullable Watch watch, Proof proof, long deadlineNs) {}
