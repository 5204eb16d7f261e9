package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.replica.Frames;
import org.muster.replica.Rig;
import org.muster.replica.trace.TraceEvent;

/** Rare things are told, common ones are not. */
final class TraceTest {
    private final Rig rig = new Rig();

    private static WriteRequest.Create ttl(String path) {
        return new WriteRequest.Create(
                Op.CREATE_TTL, ZPath.of(path), Bytes.EMPTY, Acl.OPEN, 5, 1000);
    }

    private List<String> marks() {
        List<String> marks = rig.traces.stream().map(TraceEvent::mark).toList();
        rig.traces.clear();
        return marks;
    }

    @Test
    void theCommonPathTellsNothing() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.create(1, "/a", 0), Frames.set(2, "/a", "x"), Frames.create(3, "/a", 0));
        client.send(Frames.close(4));
        assertEquals(List.of(), marks());
    }

    @Test
    void theFirstTtlZnodeIsToldOnceAlsoInsideAMulti() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.of(1, new WriteRequest.Multi(List.of(ttl("/t")))));
        assertEquals(List.of(new TraceEvent.FirstTtlZnode(ZPath.of("/t"))), rig.traces);
        client.send(Frames.of(2, ttl("/u")));
        assertEquals(List.of("core: first TTL znode"), marks());
    }

    @Test
    void expiryAndMovesAreTold() {
        Rig.Session first = rig.connect().handshake(4000);
        Rig.Session second = rig.connect();
        second.id = first.id;
        second.password = first.password;
        second.handshake(4000);
        assertEquals(List.of("core: session moved to another connection"), marks());
        second.drop();
        rig.pass(7000);
        assertEquals(List.of("core: session expired"), marks());
        rig.connect().handshake(4000);
        rig.pass(7000);
        assertEquals(List.of("core: connected session expired"), marks());
    }
}
