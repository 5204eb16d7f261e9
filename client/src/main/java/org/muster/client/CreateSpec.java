package org.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.muster.model.Acl;

/**
 * What kind of node to create. Begin with {@link #persistent}, {@link #ephemeral}, {@link
 * #container} or {@link #expiring} and change what should differ.
 *
 * @param sequential whether the server appends a rising number to the name
 * @param ttl of a persistent node: it may be removed when it has no children and was not changed
 *     for so long
 * @param parents what to do about missing parents
 * @param unique whether a sequential node's name gets a unique prefix ({@code _c_UUID-}, as Curator
 *     does it), by which it is found again when the answer is lost; without it the outcome is
 *     unknown then
 */
public record CreateSpec(
        Kind kind,
        boolean sequential,
        Optional<Duration> ttl,
        List<Acl> acl,
        Parents parents,
        boolean unique) {

    /** How long a node lives. */
    public enum Kind {
        /** Until it is deleted. */
        PERSISTENT,
        /** As long as the session that created it. */
        EPHEMERAL,
        /** Until some time after its last child is gone. */
        CONTAINER
    }

    /** What to do about missing parents. */
    public enum Parents {
        /** Fail. */
        MUST_EXIST,
        /** Create them as persistent nodes. */
        CREATE,
        /** Create them as containers. */
        CREATE_CONTAINERS
    }

    /** A node that lives until it is deleted. */
    public static CreateSpec persistent() {
        return new CreateSpec(
                Kind.PERSISTENT, false, Optional.empty(), Acl.OPEN, Parents.MUST_EXIST, false);
    }

    /** A node that lives as long as this client's session. */
    public static CreateSpec ephemeral() {
        return new CreateSpec(
                Kind.EPHEMERAL, false, Optional.empty(), Acl.OPEN, Parents.MUST_EXIST, false);
    }

    /** A node that is removed some time after its last child. */
    public static CreateSpec container() {
        return new CreateSpec(
                Kind.CONTAINER, false, Optional.empty(), Acl.OPEN, Parents.MUST_EXIST, false);
    }

    /** A node that is removed when nothing happened to it for {@code ttl}. */
    public static CreateSpec expiring(Duration ttl) {
        return new CreateSpec(
                Kind.PERSISTENT, false, Optional.of(ttl), Acl.OPEN, Parents.MUST_EXIST, false);
    }

    /** The same, with a rising number behind and a unique prefix before its name. */
    public CreateSpec inSequence() {
        return new CreateSpec(kind, true, ttl, acl, parents, true);
    }

    /** The same, with a rising number behind its name and nothing before it. */
    public CreateSpec inPlainSequence() {
        return new CreateSpec(kind, true, ttl, acl, parents, false);
    }

    /** The same, for whom {@code list} says. */
    public CreateSpec withAcl(List<Acl> list) {
        return new CreateSpec(kind, sequential, ttl, List.copyOf(list), parents, unique);
    }

    /** The same, dealing so with missing parents. */
    public CreateSpec withParents(Parents missing) {
        return new CreateSpec(kind, sequential, ttl, acl, missing, unique);
    }
}
