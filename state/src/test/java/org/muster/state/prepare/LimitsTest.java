package org.muster.state.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Fixture;
import org.muster.state.auth.AuthRules;

/** What would make a record of the log too large is refused while nothing has happened yet. */
class LimitsTest {
    private static Fixture fixture(int maxTxnBytes) {
        return new Fixture(new StateRules(AuthRules.DEFAULT, true, false, false, maxTxnBytes));
    }

    @Test
    void noSessionOwnsMoreEphemeralsThanItsClosingCanList() {
        Fixture fixture = fixture(1000);
        String outcome;
        do {
            outcome = fixture.ask(Fixture.create(Op.CREATE, "/ephemeral-", null, 3));
        } while (outcome.startsWith("path"));
        assertEquals("refused -5", outcome);
        // 4 + 21 bytes a path, and 72 for the rest of the record.
        assertEquals((1000 - 72) / 25, fixture.state().ephemeralCount());
        assertEquals("path /plain", fixture.ask(Fixture.create(Op.CREATE, "/plain", null, 0)));
        assertEquals("empty", fixture.ask(new WriteRequest.CloseSession()));
        assertEquals(0, fixture.state().ephemeralCount());
    }

    @Test
    void aSessionWithMoreThanThatFromAnotherServerCanStillBeClosed() {
        Fixture generous = fixture(2000);
        for (int i = 0; i < 60; i++) {
            generous.node(Op.CREATE, "/ephemeral-", 3);
        }
        Prepared prepared =
                new Preparer(new StateRules(AuthRules.DEFAULT, true, false, false, 1000))
                        .prepare(
                                generous.state(),
                                new TxnHeader(Fixture.SESSION, 1, new Zxid(99), 1),
                                new WriteRequest.CloseSession(),
                                new Caller(Fixture.SESSION, List.of()));
        assertEquals(0, prepared.applied().state().ephemeralCount());
    }

    @Test
    void ephemeralsOfOneMultiCountTogether() {
        Fixture fixture = fixture(600);
        WriteRequest create = Fixture.create(Op.CREATE, "/ephemeral-", null, 3);
        for (int i = 0; i < 20; i++) {
            fixture.ask(create);
        }
        String outcome = fixture.ask(new WriteRequest.Multi(List.of(create, create)));
        assertEquals("refused -5", outcome);
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        Fixture fixture = fixture(1000);
        fixture.node("/a", null);
        assertEquals("refused -5", fixture.ask(Fixture.setData("/a", "x".repeat(1000), -1)));
        assertEquals(
                "refused -5", fixture.ask(Fixture.create(Op.CREATE, "/b", "x".repeat(1000), 0)));
        assertTrue(fixture.ask(Fixture.setData("/a", "x".repeat(800), -1)).startsWith("stat"));
    }

    @Test
    void aMultiThatDoesNotFitIsRefusedAsAWhole() {
        Fixture fixture = fixture(1000);
        WriteRequest half = Fixture.create(Op.CREATE, "/b", "x".repeat(700), 2);
        assertEquals("refused -5", fixture.ask(new WriteRequest.Multi(List.of(half, half))));
        assertEquals(4, fixture.state().tree().nodeCount());
        assertEquals("path /b0000000000", fixture.ask(half));
    }

    @Test
    void anAclThatGrowsByExpansionIsMeasuredAfterIt() {
        Fixture fixture = fixture(1000);
        Id[] ids = new Id[40];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = new Id("digest", "user" + i + ":\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9");
        }
        WriteRequest request =
                new WriteRequest.Create(
                        Op.CREATE,
                        ZPath.of("/a"),
                        null,
                        List.of(new Acl(31, new Id("auth", ""))),
                        0,
                        -1);
        assertEquals("refused -5", fixture.ask(request, ids));
        assertEquals("path /a", fixture.ask(request, ids[0]));
    }
}
