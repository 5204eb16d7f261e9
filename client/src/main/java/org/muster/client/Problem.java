package org.muster.client;

import org.muster.client.machine.Failure;
import org.muster.model.ErrorCode;

/** All that is known of a failure, before it becomes an exception of the right type. */
record Problem(
        Code code,
        Outcome outcome,
        boolean goalReached,
        String path,
        String operation,
        String why) {

    static Problem of(Code code, Outcome outcome, String path, String why) {
        return new Problem(code, outcome, false, path, "", why);
    }

    static Problem of(Failure failure, String operation, String path) {
        Outcome outcome = failure.unknown() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
        String why = failure.detail();
        if (failure.kind() == Failure.Kind.REFUSED) {
            why = "the server answers " + failure.code();
        }
        return new Problem(code(failure), outcome, failure.goalReached(), path, operation, why);
    }

    /** A refusal by the server's number, as it also stands inside the reply to a transaction. */
    static Problem refused(int number, String operation, String path) {
        return of(new Failure(Failure.Kind.REFUSED, number, false, false, ""), operation, path);
    }

    private static Code code(Failure failure) {
        return switch (failure.kind()) {
            case REFUSED -> code(failure.code());
            case TIMEOUT -> Code.TIMEOUT;
            case CONNECTION_LOST -> Code.CONNECTION_LOST;
            case SESSION_EXPIRED -> Code.SESSION_EXPIRED;
            case CLOSED -> Code.CLOSED;
            case AUTH_FAILED -> Code.AUTH_FAILED;
            case READ_ONLY -> Code.NOT_READ_ONLY;
            case TOO_LARGE -> Code.TOO_LARGE;
            case OVERFLOW -> Code.OVERLOADED;
        };
    }

    private static Code code(int number) {
        for (ErrorCode known : ErrorCode.values()) {
            if (known.code() == number) {
                return code(known);
            }
        }
        return Code.SERVER_ERROR;
    }

    private static Code code(ErrorCode known) {
        return switch (known) {
            case NO_NODE -> Code.NO_NODE;
            case NODE_EXISTS -> Code.NODE_EXISTS;
            case BAD_VERSION -> Code.BAD_VERSION;
            case NOT_EMPTY -> Code.NOT_EMPTY;
            case NO_CHILDREN_FOR_EPHEMERALS -> Code.NO_CHILDREN_FOR_EPHEMERALS;
            case NO_AUTH -> Code.NO_AUTH;
            case AUTH_FAILED, SESSION_CLOSED_REQUIRE_SASL_AUTH -> Code.AUTH_FAILED;
            case INVALID_ACL -> Code.INVALID_ACL;
            case QUOTA_EXCEEDED -> Code.QUOTA_EXCEEDED;
            case SESSION_EXPIRED, UNKNOWN_SESSION -> Code.SESSION_EXPIRED;
            case NOT_READ_ONLY -> Code.NOT_READ_ONLY;
            case THROTTLED_OP -> Code.OVERLOADED;
            case BAD_ARGUMENTS, MARSHALLING_ERROR -> Code.BAD_ARGUMENTS;
            case UNIMPLEMENTED -> Code.UNIMPLEMENTED;
            case RUNTIME_INCONSISTENCY -> Code.OTHER_FAILED;
            default -> Code.SERVER_ERROR;
        };
    }

    String message() {
        StringBuilder text = new StringBuilder(code.name());
        if (!operation.isEmpty() || !path.isEmpty()) {
            text.append(": ").append(operation).append(operation.isEmpty() ? "" : " ").append(path);
        }
        if (!why.isEmpty()) {
            text.append(": ").append(why);
        }
        if (outcome == Outcome.UNKNOWN) {
            text.append(" (it may have been applied)");
        }
        return text.toString();
    }

    MusterException exception() {
        return switch (code) {
            case NO_NODE, NODE_EXISTS, BAD_VERSION, NOT_EMPTY, NO_CHILDREN_FOR_EPHEMERALS ->
                    new NodeException(this);
            case NO_AUTH, AUTH_FAILED, INVALID_ACL, QUOTA_EXCEEDED -> new AccessException(this);
            case SESSION_EXPIRED, CLOSED -> new SessionException(this);
            case CONNECTION_LOST, TIMEOUT, NOT_READ_ONLY, OVERLOADED ->
                    new UnavailableException(this);
            case BAD_PATH, BAD_ARGUMENTS, TOO_LARGE -> new UsageException(this);
            case UNIMPLEMENTED, OTHER_FAILED, SERVER_ERROR -> new ServerException(this);
        };
    }
}
