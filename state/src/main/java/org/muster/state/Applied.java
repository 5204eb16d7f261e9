package org.muster.state;

import org.muster.model.request.Response;

/**
 * What became of a transaction.
 *
 * @param state the state after it
 * @param outcome what its client hears
 * @param changes what watchers are told, in the order of the events
 */
public record Applied(State state, Response outcome, Changes changes) {}
