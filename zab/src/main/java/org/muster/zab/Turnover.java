package org.muster.zab;

import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.model.ServerId;

/** How a role ends itself. */
interface Turnover {
    /** Back to the election; {@code heir} is whom the leader has named, if it has. */
    void look(Now now, @Nullable ServerId heir, ZabEffects out);
}
