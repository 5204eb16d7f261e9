package org.muster.client;

import java.util.List;
import org.muster.model.Stat;
import org.muster.model.Zxid;

/**
 * A part of a list of children.
 *
 * @param index from 0 on
 * @param stat the parent's, when the list was made
 * @param asOf the server's newest transaction when it was made
 */
public record ChildPage(int index, boolean last, List<String> names, Stat stat, Zxid asOf) {}
