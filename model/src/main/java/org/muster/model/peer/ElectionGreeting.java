package org.muster.model.peer;

import java.util.List;
import org.muster.model.ServerId;

/**
 * The first thing that a server says on the connection to another's election port.
 *
 * @param form how it was, or is to be, encoded
 * @param addresses where the sender can be called back; what cannot be called has been left out
 */
public record ElectionGreeting(Form form, ServerId sender, List<HostPort> addresses) {
    /** The encodings there are. */
    public enum Form {
        /** The bare id of releases before 3.5, without addresses. */
        BARE,
        /** One address. */
        ONE_ADDRESS,
        /** A list of addresses, of servers with {@code multiAddress.enabled}. */
        ADDRESS_LIST
    }
}
