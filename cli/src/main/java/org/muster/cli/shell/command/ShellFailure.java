package org.muster.cli.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.client.Code;
import org.muster.client.MusterException;
import org.muster.client.Outcome;

/** A command has failed; the message is for people. */
public final class ShellFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** A failure with this {@link ExitCode}. */
    public ShellFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** A command that makes no sense. */
    public static ShellFailure usage(String message) {
        return new ShellFailure(ExitCode.USAGE, message);
    }

    /** How the command ends. */
    public int exitCode() {
        return exitCode;
    }

    /** How a command ends that failed so. */
    public static int exitCode(MusterException failure) {
        if (failure.outcome() == Outcome.UNKNOWN && failure.code() != Code.SERVER_ERROR) {
            return ExitCode.UNKNOWN;
        }
        return switch (failure.code()) {
            case NO_NODE -> ExitCode.NO_NODE;
            case NODE_EXISTS, BAD_VERSION, NOT_EMPTY, NO_CHILDREN_FOR_EPHEMERALS ->
                    ExitCode.CONFLICT;
            case NO_AUTH, AUTH_FAILED, INVALID_ACL, QUOTA_EXCEEDED -> ExitCode.ACCESS;
            case SESSION_EXPIRED, CLOSED, CONNECTION_LOST, TIMEOUT, NOT_READ_ONLY, OVERLOADED ->
                    ExitCode.UNAVAILABLE;
            case BAD_PATH, BAD_ARGUMENTS, TOO_LARGE -> ExitCode.USAGE;
            case UNIMPLEMENTED, OTHER_FAILED, SERVER_ERROR -> ExitCode.FAILED;
        };
    }

    /** What went wrong, in zkCli's words where it has some. */
    public static String message(MusterException failure) {
        String words =
                switch (failure.code()) {
                    case NO_NODE -> "Node does not exist: ";
                    case NODE_EXISTS -> "Node already exists: ";
                    case BAD_VERSION -> "version No is not valid : ";
                    case NOT_EMPTY -> "Node not empty: ";
                    case NO_CHILDREN_FOR_EPHEMERALS -> "Ephemerals cannot have children: ";
                    case NO_AUTH -> "Insufficient permission : ";
                    case INVALID_ACL -> "Acl is not valid : ";
                    case QUOTA_EXCEEDED -> "Quota has exceeded : ";
                    default -> "";
                };
        boolean plain = words.isEmpty() || failure.outcome() == Outcome.UNKNOWN;
        return plain ? String.valueOf(failure.getMessage()) : words + failure.path();
    }

    /** The same for programs. */
    public static Map<String, Object> fields(MusterException failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", failure.code().name());
        fields.put("path", failure.path());
        fields.put("outcome", failure.outcome().name());
        fields.put("message", String.valueOf(failure.getMessage()));
        return fields;
    }
}
