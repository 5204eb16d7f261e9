package org.muster.state.apply;

/** What a transaction changed, in order. */
public record Changes() {}
