package org.muster.client;

import java.util.List;
import org.muster.model.Acl;
import org.muster.model.Stat;

/** Who may do what with a node; {@link Stat#aversion} is the list's version. */
public record AccessList(String path, List<Acl> entries, Stat stat) {}
