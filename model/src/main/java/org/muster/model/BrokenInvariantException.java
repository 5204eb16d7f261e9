package org.muster.model;

/** A claim that every correct run keeps was found false. Caught nowhere but in the owning loop. */
public final class BrokenInvariantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the claim that failed. */
    public BrokenInvariantException(String claim) {
        super(claim);
    }
}
