package org.muster.model.peer;

/**
 * How a Muster makes itself known to another; a reference server overlooks it.
 *
 * @param features what the sender offers
 * @param incarnation the sender's
 */
public record Announcement(Features features, Incarnation incarnation) {}
