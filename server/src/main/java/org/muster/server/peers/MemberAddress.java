package org.muster.server.peers;

import java.util.List;
import org.muster.model.ServerId;
import org.muster.model.peer.HostPort;

/** Where the others reach a member; each list names the same machine on its several networks. */
public record MemberAddress(ServerId id, List<HostPort> quorum, List<HostPort> election) {}
