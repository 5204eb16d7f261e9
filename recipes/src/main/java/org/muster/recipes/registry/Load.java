package org.muster.recipes.registry;

/**
 * What a caller knows of an instance.
 *
 * @param inFlight its calls that are not done
 * @param latencyNs of its calls, a moving average; 0 if there were none
 */
public record Load(ServiceInstance instance, int inFlight, double latencyNs) {}
