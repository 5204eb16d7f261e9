package org.muster.model.peer;

import org.muster.model.SessionId;

/** A session that its client has shown to be alive, and its timeout. */
public record TouchedSession(SessionId session, int timeoutMs) {}
