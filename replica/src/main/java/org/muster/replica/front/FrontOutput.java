package org.muster.replica.front;

import java.util.List;
import org.muster.replica.route.Submission;

/** Where a front sends what the core must decide; a port. */
public interface FrontOutput {
    /** Hands over what one turn gathered, at most once a turn, never empty. */
    void submit(List<Submission> submissions);
}
