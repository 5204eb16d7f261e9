package org.muster.testkit.differential;

import java.util.List;
import java.util.stream.Collectors;

/** Where two servers first differed. */
record Difference(int step, String what, List<Token> reference, List<Token> subject) {
    /** Whether the reference gave no answer in time where the subject gave one. */
    boolean isSilenceOfReference() {
        return isSilent(reference) && !isSilent(subject);
    }

    private static boolean isSilent(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> token.toString().startsWith(Seat.NO_ANSWER));
    }

    @Override
    public String toString() {
        return "at step "
                + step
                + ": "
                + what
                + "\n  reference: "
                + shown(reference)
                + "\n  subject:   "
                + shown(subject);
    }

    private static String shown(List<Token> tokens) {
        return tokens.stream().map(Token::toString).collect(Collectors.joining(", "));
    }
}
