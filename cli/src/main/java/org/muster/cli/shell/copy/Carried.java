package org.muster.cli.shell.copy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.text.AclText;
import org.muster.cli.shell.text.DataText;
import org.muster.cli.shell.text.JsonReader;
import org.muster.cli.shell.text.JsonText;
import org.muster.model.Acl;
import org.muster.model.Bytes;

/**
 * A node on its way, with all that can be given to another.
 *
 * @param ephemeral such a node belongs to a session and cannot be carried, only told of
 */
record Carried(String path, Bytes data, List<Acl> acl, boolean ephemeral) {
    /** The node as a line of JSON. */
    String line() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path);
        DataText.putInto(fields, data);
        fields.put("acl", AclText.fields(acl));
        if (ephemeral) {
            fields.put("ephemeral", true);
        }
        return JsonText.of(fields);
    }

    /**
     * The node that {@link #line} has written.
     *
     * @throws IllegalArgumentException if it is no such line
     */
    static Carried read(String line) {
        if (JsonReader.read(line) instanceof Map<?, ?> fields
                && fields.get("path") instanceof String path
                && path.startsWith("/")) {
            @Nullable Object acl = fields.get("acl");
            return new Carried(
                    path,
                    DataText.from(fields),
                    acl == null ? Acl.OPEN : AclText.ofFields(acl),
                    Boolean.TRUE.equals(fields.get("ephemeral")));
        }
        throw new IllegalArgumentException("no object with a \"path\"");
    }

    /** The same node at another place. */
    Carried at(String otherPath) {
        return new Carried(otherPath, data, acl, ephemeral);
    }
}
