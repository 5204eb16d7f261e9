package org.muster.sim.check;

import java.util.List;
import org.muster.model.Acl;

/**
 * One thing a transaction did that watches may see.
 *
 * @param acl of the znode: the new one's, the present one's, or the one it had
 * @param parentAcl of its parent
 */
record Change(Kind kind, String path, List<Acl> acl, List<Acl> parentAcl) {
    /** What happened to the znode. */
    enum Kind {
        /** It came into being. */
        CREATED,
        /** It is gone. */
        DELETED,
        /** Its data was set. */
        DATA
    }
}
