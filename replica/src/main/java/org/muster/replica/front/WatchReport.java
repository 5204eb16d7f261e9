package org.muster.replica.front;

import java.util.List;
import org.muster.model.SessionId;
import org.muster.model.ZPath;

/** One session's or one path's share of the watches, for operators. */
public sealed interface WatchReport {
    /** The paths that a session watches, in byte order. */
    record BySession(SessionId session, List<ZPath> paths) implements WatchReport {}

    /** The sessions that watch a path. */
    record ByPath(ZPath path, List<SessionId> sessions) implements WatchReport {}
}
