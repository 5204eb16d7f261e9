package org.muster.replica.core;

import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;

/** Which transactions can have come of which requests. */
final class Outcomes {
    private Outcomes() {}

    /** Whether a leader can have made {@code txn} of {@code request}. */
    static boolean canBecome(WriteRequest request, Txn txn) {
        if (txn instanceof Txn.Refused) {
            return true;
        }
        return switch (request) {
            case WriteRequest.Create create ->
                    txn instanceof Txn.Create created && created.kind() == kind(create);
            case WriteRequest.Delete _ -> txn instanceof Txn.Delete;
            case WriteRequest.DeleteContainer _ -> txn instanceof Txn.DeleteContainer;
            case WriteRequest.SetData _ -> txn instanceof Txn.SetData;
            case WriteRequest.SetAcl _ -> txn instanceof Txn.SetAcl;
            case WriteRequest.Multi _ -> txn instanceof Txn.Multi;
            case WriteRequest.Reconfig _ -> txn instanceof Txn.Reconfig;
            case WriteRequest.CloseSession _ -> txn instanceof Txn.CloseSession;
            case WriteRequest.CreateSession _ -> txn instanceof Txn.CreateSession;
            case WriteRequest.Check _, WriteRequest.Undecodable _ -> false;
        };
    }

    private static Txn.CreateKind kind(WriteRequest.Create create) {
        return switch (create.op()) {
            case CREATE2 -> Txn.CreateKind.CREATE2;
            case CREATE_CONTAINER -> Txn.CreateKind.CONTAINER;
            case CREATE_TTL -> Txn.CreateKind.TTL;
            default -> Txn.CreateKind.CREATE;
        };
    }
}
