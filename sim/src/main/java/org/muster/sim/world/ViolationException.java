package org.muster.sim.world;

/** A check found the system breaking a promise. Ends the run. */
public final class ViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String check;

    /** With the check's id (C1 to C12) and what it saw. */
    public ViolationException(String check, String what) {
        super(what);
        this.check = check;
    }

    /** The id of the check. */
    public String check() {
        return check;
    }
}
