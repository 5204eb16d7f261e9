package org.muster.client;

import org.muster.model.Stat;
import org.muster.model.Zxid;

/**
 * A node that was created.
 *
 * @param path its real path, with the number of a sequential one
 * @param asOf the server's newest transaction when it answered
 * @param resolved whether the answer was lost and the creation proved afterwards
 */
public record Created(String path, Stat stat, Zxid asOf, boolean resolved) {}
