package org.muster.model.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;

/** A request answered from one state of the tree, without a transaction. */
public sealed interface ReadRequest extends Request {

    /** Asks for the Stat; {@code watch} also when the znode is missing. */
    record Exists(ZPath path, boolean watch) implements ReadRequest {
        @Override
        public Op op() {
            return Op.EXISTS;
        }
    }

    /** Reads data and Stat. */
    record GetData(ZPath path, boolean watch) implements ReadRequest {
        @Override
        public Op op() {
            return Op.GET_DATA;
        }
    }

    /** Reads the ACL and Stat. */
    record GetAcl(ZPath path) implements ReadRequest {
        @Override
        public Op op() {
            return Op.GET_ACL;
        }
    }

    /** Lists children; {@code op} GET_CHILDREN without, GET_CHILDREN2 with the Stat. */
    record GetChildren(Op op, ZPath path, boolean watch) implements ReadRequest {}

    /** Counts descendants. */
    record GetAllChildrenNumber(ZPath path) implements ReadRequest {
        @Override
        public Op op() {
            return Op.GET_ALL_CHILDREN_NUMBER;
        }
    }

    /** Lists the session's ephemerals whose path begins with the prefix. */
    record GetEphemerals(@Nullable ZPath prefix) implements ReadRequest {
        @Override
        public Op op() {
            return Op.GET_EPHEMERALS;
        }
    }

    /** Several reads of one state; {@code ops} are GetData and GetChildren, their watch ignored. */
    record MultiRead(List<ReadRequest> ops) implements ReadRequest {
        @Override
        public Op op() {
            return Op.MULTI_READ;
        }
    }

    /** Asks for the connection's identities. */
    record WhoAmI() implements ReadRequest {
        @Override
        public Op op() {
            return Op.WHO_AM_I;
        }
    }

    /** A read whose record could not be decoded; it is answered in its place. */
    record Undecodable(Op op) implements ReadRequest {}
}
