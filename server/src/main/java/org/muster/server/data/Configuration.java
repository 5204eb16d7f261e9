package org.muster.server.data;

import java.nio.charset.StandardCharsets;
import org.muster.model.Bytes;
import org.muster.server.config.Members;
import org.muster.state.State;

/**
 * What clients of a member read in {@code /zookeeper/config}. Each member writes its own there, at
 * its start and after it was given another state: it is in no log, and what a snapshot holds may be
 * old.
 */
public record Configuration(Bytes text, long version) {
    /** Of a member that knows {@code members}. */
    public static Configuration of(Members members) {
        return new Configuration(
                Bytes.owning(members.text().getBytes(StandardCharsets.UTF_8)),
                members.membership().version());
    }

    /** {@code state} with this in it. */
    public State in(State state) {
        return state.withConfiguration(text, version, System.currentTimeMillis());
    }
}
