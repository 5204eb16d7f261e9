package org.muster.model.peer;

/** One message between a learner and its leader (or the follower that plays one for observers). */
public sealed interface PeerMessage permits FromLearner, FromLeader {}
