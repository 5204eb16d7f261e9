package org.muster.storage.meta;

/** Why a member must not vote, although its files may look whole; the names are on disk. */
public enum Doubt {
    /** Nothing speaks against it. */
    NONE,
    /** It may lack transactions that it acknowledged. */
    SUSPECT,
    /** It was empty at its first start, and has followed nobody since. */
    EMPTY,
    /** It may have forgotten promises too. */
    AMNESIAC
}
