package org.muster.replica.route;

import org.muster.model.request.Response;

/** The answer to request {@code xid} of a front's link. */
public record Reply(int front, long link, int xid, Response response) {}
