package org.muster.recipes.cache;

/** How what a cache shows relates to what the servers have. */
public enum Freshness {
    /** It is still being read for the first time. */
    LOADING,
    /** It is what was kept on disk; no server has been heard yet. */
    FROM_DISK,
    /** It follows the servers: what they tell is shown as soon as it is heard. */
    LIVE,
    /** It was so when the connection was lost; what happened since will be read afterwards. */
    STALE
}
