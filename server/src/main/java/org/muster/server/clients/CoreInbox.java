package org.muster.server.clients;

import java.util.List;
import org.muster.replica.route.Submission;

/** Where client loops put what the core must decide; every loop may call it. */
public interface CoreInbox {
    /** Hands over what front {@code front} gathered in one turn. */
    void submit(int front, List<Submission> submissions);
}
