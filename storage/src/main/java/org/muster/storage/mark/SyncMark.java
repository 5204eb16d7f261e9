package org.muster.storage.mark;

import org.muster.model.Zxid;

/**
 * What was durable when it was written. It may be stale, it is never ahead.
 *
 * @param synced the last record covered by a completed sync
 * @param log first zxid of the file that record lies in
 * @param offset where that file's durable records end
 * @param chain hash over that file's records up to there
 */
public record SyncMark(Zxid synced, Zxid log, long offset, long chain) {}
