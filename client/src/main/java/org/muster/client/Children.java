package org.muster.client;

import java.util.List;
import org.muster.model.Stat;
import org.muster.model.Zxid;

/**
 * The children of a node as they were read.
 *
 * @param names without the path, in the server's order
 * @param asOf the server's newest transaction when it answered
 */
public record Children(String path, List<String> names, Stat stat, Zxid asOf) {}
