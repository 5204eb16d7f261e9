package org.muster.sim.check;

import org.muster.model.Id;

import java.util.List;

/** Who asks: a session and the identities its connection had when the request was sent. */
public record Actor(long session, List<Id> identities) {}
