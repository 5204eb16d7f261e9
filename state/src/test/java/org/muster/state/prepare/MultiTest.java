package org.muster.state.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;
import org.muster.state.Fixture;
import org.muster.state.auth.AuthRules;

/** Several writes as one: all, in order, or none. */
class MultiTest {
    private static WriteRequest multi(WriteRequest... ops) {
        return new WriteRequest.Multi(List.of(ops));
    }

    private static WriteRequest check(String path, int version) {
        return new WriteRequest.Check(ZPath.of(path), version);
    }

    @Test
    void eachPartSeesTheEffectsOfThoseBefore() {
        Fixture fixture = new Fixture().node("/a", "x");
        fixture.ask(
                multi(
                        Fixture.create(Op.CREATE2, "/a/b", "y", 0),
                        Fixture.setData("/a/b", "z", 0),
                        check("/a/b", 1),
                        Fixture.delete("/a/b", 1),
                        Fixture.setData("/a", "w", 0)));
        Response.Multi outcome = (Response.Multi) fixture.outcome();
        assertEquals(
                List.of(Op.CREATE2, Op.SET_DATA, Op.CHECK, Op.DELETE, Op.SET_DATA),
                outcome.results().stream()
                        .map(result -> ((Response.Result.Done) result).type())
                        .toList());
        assertEquals("2 3 20 30 1 2 0 0 1 0 3", fixture.stat("/a"));
        assertEquals(
                List.of(
                        "created /a/b " + Acl.OPEN + " " + Acl.OPEN,
                        "data /a/b " + Acl.OPEN,
                        "deleted /a/b " + Acl.OPEN + " " + Acl.OPEN,
                        "data /a " + Acl.OPEN),
                fixture.changes());
    }

    @Test
    void resultTypesTellPathAloneFromPathAndStat() {
        Fixture fixture = new Fixture();
        fixture.ask(
                multi(
                        Fixture.create(Op.CREATE, "/a", null, 0),
                        Fixture.create(Op.CREATE_CONTAINER, "/b", null, 0),
                        Fixture.create(Op.CREATE_TTL, "/c", null, 5)));
        assertEquals(
                List.of(Op.CREATE, Op.CREATE2, Op.CREATE2),
                ((Response.Multi) fixture.outcome())
                        .results().stream()
                                .map(result -> ((Response.Result.Done) result).type())
                                .toList());
    }

    @Test
    void aFailureUndoesEverythingAndIsLoggedWithWhatCameBefore() {
        Fixture fixture = new Fixture().node("/a", null);
        long digest = fixture.state().digest().value();
        String outcome =
                fixture.ask(
                        multi(
                                Fixture.create(Op.CREATE, "/a/s", null, 3),
                                Fixture.setData("/a", "w", 0),
                                check("/a", 5),
                                Fixture.delete("/a", -1)));
        assertEquals("multi | failed 0 | failed 0 | failed -103 | failed -2", outcome);
        assertEquals(List.of(), fixture.changes());
        assertEquals(digest, fixture.state().digest().value());
        assertEquals(new Zxid(3), fixture.state().lastZxid());
        assertEquals(0, fixture.state().ephemeralCount());
        assertEquals(
                new Txn.Multi(
                        List.of(
                                new Txn.Create(
                                        Txn.CreateKind.CREATE,
                                        ZPath.of("/a/s0000000000"),
                                        null,
                                        Acl.OPEN,
                                        true,
                                        1,
                                        0),
                                new Txn.SetData(ZPath.of("/a"), Bytes.utf8("w"), 1),
                                new Txn.Refused(-103),
                                new Txn.Refused(-2))),
                fixture.last().txn());
        assertEquals(
                "path /a/s0000000000", fixture.ask(Fixture.create(Op.CREATE, "/a/s", null, 2)));
    }

    @Test
    void sequenceNumbersGoOnInsideAMulti() {
        Fixture fixture = new Fixture().node("/a", null);
        WriteRequest next = Fixture.create(Op.CREATE, "/a/n", null, 2);
        assertEquals(
                "multi | path /a/n0000000000 | path /a/n0000000001",
                fixture.ask(multi(next, next)));
    }

    @Test
    void anEmptyMultiSucceedsAndCounts() {
        Fixture fixture = new Fixture();
        assertEquals("multi", fixture.ask(multi()));
        assertEquals(new Zxid(2), fixture.state().lastZxid());
    }

    @Test
    void whatMayNotBeInAMultiRefusesTheWhole() {
        Fixture fixture = new Fixture();
        List<WriteRequest> strangers =
                List.of(
                        new WriteRequest.SetAcl(ZPath.ROOT, Acl.OPEN, -1),
                        multi(),
                        new WriteRequest.CreateSession(5),
                        new WriteRequest.CloseSession(),
                        new WriteRequest.DeleteContainer(ZPath.ROOT),
                        new WriteRequest.Reconfig(null, null, null, 0),
                        new WriteRequest.Undecodable(Op.CREATE));
        for (WriteRequest stranger : strangers) {
            WriteRequest first = Fixture.create(Op.CREATE, "/a", null, 0);
            assertEquals("refused -5", fixture.ask(multi(first, stranger)));
            assertEquals(4, fixture.state().tree().nodeCount());
        }
    }

    @Test
    void limitsThatCannotBeReadRefuseTheWhole() {
        Fixture fixture =
                new Fixture(new StateRules(AuthRules.DEFAULT, true, true, false, 1 << 20))
                        .node("/a", null)
                        .node("/zookeeper/quota/a", null)
                        .node("/zookeeper/quota/a/zookeeper_limits", "count=");
        WriteRequest first = Fixture.create(Op.CREATE, "/b", null, 0);
        WriteRequest second = Fixture.create(Op.CREATE, "/a/b", null, 0);
        assertEquals("refused -5", fixture.ask(multi(first, second)));
    }

    @Test
    void flagsThatDoNotExistFailTheirPartAlone() {
        Fixture fixture = new Fixture();
        assertEquals(
                "multi | failed -8 | failed -2",
                fixture.ask(
                        multi(
                                Fixture.create(Op.CREATE, "/a", null, 9),
                                Fixture.create(Op.CREATE, "/b", null, 0))));
    }
}
