package org.muster.model.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Stat;
import org.muster.model.ZPath;

/** What a client hears behind the reply header. */
public sealed interface Response {

    /** Nothing but the header. */
    record Empty() implements Response {
        /** The only one needed. */
        public static final Empty INSTANCE = new Empty();
    }

    /** An error; nothing but the header. */
    record Refused(ErrorCode code) implements Response {}

    /** The path of a created znode, or the echo of a sync. */
    record Path(@Nullable ZPath path) implements Response {}

    /** The path and Stat of a created znode. */
    record PathAndStat(ZPath path, Stat stat) implements Response {}

    /** A Stat. */
    record StatOnly(Stat stat) implements Response {}

    /** Data and Stat. */
    record DataAndStat(@Nullable Bytes data, Stat stat) implements Response {}

    /** An ACL, digests perhaps masked, and Stat. */
    record AclAndStat(List<Acl> acl, Stat stat) implements Response {}

    /** The names of children. */
    record Children(List<Bytes> names) implements Response {}

    /** The names of children, and Stat. */
    record ChildrenAndStat(List<Bytes> names, Stat stat) implements Response {}

    /** The paths of ephemerals. */
    record Ephemerals(List<ZPath> paths) implements Response {}

    /** A count, or the 0 that answers addWatch. */
    record Count(int count) implements Response {}

    /** Identities. */
    record Identities(List<ClientInfo> infos) implements Response {}

    /** A SASL token. */
    record Token(@Nullable Bytes token) implements Response {}

    /** The results of a multi or multiRead in the order of its operations. */
    record Multi(List<Result> results) implements Response {}

    /** One result of a multi. */
    sealed interface Result {
        /** A success: CREATE, CREATE2, DELETE, SET_DATA, CHECK, GET_DATA or GET_CHILDREN. */
        record Done(Op type, Response body) implements Result {}

        /** An error; 0 for an operation before the failing one of a multi. */
        record Failed(int code) implements Result {}
    }

    /** One identity as whoAmI tells it. */
    record ClientInfo(String scheme, String user) {}
}
