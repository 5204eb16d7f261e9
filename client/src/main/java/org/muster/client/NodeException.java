package org.muster.client;

/** The node is not as the operation needs it: missing, there already, of another version. */
public final class NodeException extends MusterException {
    private static final long serialVersionUID = 1;

    NodeException(Problem problem) {
        super(problem);
    }
}
