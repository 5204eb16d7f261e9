package org.muster.replica.route;

import java.util.List;

/** What the core tells its fronts in one turn; immutable, shared by all fronts. */
public record Batch(List<Delivery> deliveries) {}
