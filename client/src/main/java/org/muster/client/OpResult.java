package org.muster.client;

import java.util.Optional;
import org.muster.model.Stat;

/**
 * What one operation of a transaction did.
 *
 * @param path the node's; of a sequential create, with its number
 * @param stat after a create or set
 */
public record OpResult(String path, Optional<Stat> stat) {}
