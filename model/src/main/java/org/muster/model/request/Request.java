package org.muster.model.request;

/** What a client asks. Values may be invalid: checking them is the operation's own business. */
public sealed interface Request permits WriteRequest, ReadRequest, LinkRequest {
    /** The operation it asks for. */
    Op op();
}
