package org.muster.replica.front;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.muster.replica.route.Submission;

/** What one turn has for the core. */
final class Outgoing {
    private final FrontOutput output;
    private List<Submission> gathered = new ArrayList<>();

    Outgoing(FrontOutput output) {
        this.output = output;
    }

    void add(Submission submission) {
        gathered.add(submission);
    }

    /** Hands over what was gathered and begins anew. */
    void flush() {
        if (!gathered.isEmpty()) {
            List<Submission> full = Collections.unmodifiableList(gathered);
            gathered = new ArrayList<>();
            output.submit(full);
        }
    }
}
