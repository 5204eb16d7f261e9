package org.muster.testkit.differential;

import java.util.List;

/**
 * One difference from the reference that is meant; docs/differences.md justifies it under its id.
 */
record AllowedDifference(String id, Rule rule) {
    /** Whether what was answered to a step differs in the allowed way. */
    @FunctionalInterface
    interface Rule {
        boolean covers(Step step, List<Token> reference, List<Token> subject);
    }

    /** All of them. */
    static final List<AllowedDifference> ALL = List.of();

    static boolean covers(Step step, List<Token> reference, List<Token> subject) {
        return ALL.stream().anyMatch(one -> one.rule.covers(step, reference, subject));
    }
}
