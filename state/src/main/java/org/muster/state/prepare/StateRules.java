package org.muster.state.prepare;

import org.muster.state.auth.AuthRules;

/**
 * What the operator decided about writes.
 *
 * @param auth about access
 * @param extendedTypes whether TTL znodes may be created; existing ones are always known as such
 * @param enforceQuota whether hard quotas refuse writes
 * @param reconfigEnabled whether reconfig is offered
 * @param maxTxnBytes the largest record of the log; a write that would need more is refused
 */
public record StateRules(
        AuthRules auth,
        boolean extendedTypes,
        boolean enforceQuota,
        boolean reconfigEnabled,
        int maxTxnBytes) {
    /** The largest record that Apache ZooKeeper reads back with its defaults, in bytes. */
    public static final int DEFAULT_MAX_TXN_BYTES = 2_097_150;

    /** What holds unless the operator says otherwise. */
    public static final StateRules DEFAULT =
            new StateRules(AuthRules.DEFAULT, true, false, false, DEFAULT_MAX_TXN_BYTES);
}
