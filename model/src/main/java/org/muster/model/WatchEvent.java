package org.muster.model;

/** What a watch reports: the kind of change and the path it happened at. */
public record WatchEvent(Type type, ZPath path) {
    /** The kinds a server sends. */
    public enum Type {
        /** A znode came into being. */
        NODE_CREATED(1),
        /** A znode is gone. */
        NODE_DELETED(2),
        /** A znode's data was set. */
        NODE_DATA_CHANGED(3),
        /** A child was created or deleted. */
        NODE_CHILDREN_CHANGED(4);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        /** The number on the wire. */
        public int code() {
            return code;
        }
    }
}
