package org.muster.model.peer;

import org.muster.model.TreeDigest;
import org.muster.model.Zxid;

/** The digest of a member's tree after the transaction {@code zxid}. */
public record StateDigest(Zxid zxid, TreeDigest digest) {}
