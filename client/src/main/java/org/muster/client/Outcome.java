package org.muster.client;

/** What became of an operation that failed. */
public enum Outcome {
    /** It was not applied and never will be: trying again is safe. */
    NOT_APPLIED,
    /** It was applied. */
    APPLIED,
    /** It may have been applied; a reader must look. */
    UNKNOWN
}
