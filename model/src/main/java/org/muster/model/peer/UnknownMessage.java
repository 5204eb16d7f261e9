package org.muster.model.peer;

/** A packet of a type that its receiver has no use for: a sign of life, otherwise ignored. */
public record UnknownMessage(int type) implements FromLearner, FromLeader {}
