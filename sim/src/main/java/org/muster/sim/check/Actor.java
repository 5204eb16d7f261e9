package org.muster.sim.check;

import java.util.List;
import org.muster.model.Id;

/** Who asks: a session and the identities its connection had when the request was sent. */
public record Actor(long session, List<Id> identities) {}
