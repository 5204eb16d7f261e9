package org.muster.client.machine;

import org.muster.model.request.Response;

/** Where a call's one end goes: exactly one of the two is called, once. */
public interface Reply {
    /** Whether anybody still waits for it: a call that nobody wants is not sent any more. */
    boolean isWanted();

    /**
     * The call was applied.
     *
     * @param zxid the server's last transaction when it answered
     * @param resolved whether the answer was lost and the outcome found out afterwards
     */
    void answered(Response response, long zxid, boolean resolved);

    /** The call was not applied, or nobody can tell. */
    void failed(Failure failure);
}
