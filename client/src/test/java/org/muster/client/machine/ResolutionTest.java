package org.muster.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.client.machine.Stage.PATH;
import static org.muster.client.machine.Stage.data;
import static org.muster.client.machine.Stage.stat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.client.machine.Stage.Asked;
import org.muster.client.machine.Stage.Ending;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.SessionId;
import org.muster.model.Stat;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/** What is said of a write whose answer was lost with the connection. */
final class ResolutionTest {
    private static final long SEEN = 100;
    private static final long LATER = 105;
    private static final long OURS = 0x1234;
    private static final Request SET = new WriteRequest.SetData(PATH, Bytes.utf8("new"), -1);
    private static final Request DELETE = new WriteRequest.Delete(PATH, -1);

    /** A stage on which a write was sent, and the connection cut and restored. */
    private record Doubt(Stage stage, Ending ending) {
        static Doubt about(Request request, Proof proof) throws Exception {
            Stage stage = new Stage().attach();
            stage.call(new ReadRequest.GetData(PATH, false), Proof.Repeat.INSTANCE);
            stage.answer(stage.asked(), SEEN, data("old", stat(1, 1, 0, 0)));
            Ending ending = stage.call(request, proof);
            assertEquals(request, stage.asked().request());
            stage.cut();
            stage.attach();
            return new Doubt(stage, ending);
        }

        /** The look that follows a sync: without one a lagging server would lie. */
        Asked look() throws Exception {
            stage.answer(stage.asked(LinkRequest.Sync.class), LATER, new Response.Path(PATH));
            return stage.asked();
        }

        Ending finds(String text, Stat stat) throws Exception {
            stage.answer(look(), LATER, data(text, stat));
            return ending;
        }

        Ending findsNothing() throws Exception {
            stage.refuse(look(), LATER, ErrorCode.NO_NODE);
            return ending;
        }

        void isSentAgain(Request request) throws Exception {
            assertTrue(ending.isOpen());
            assertEquals(request, stage.asked().request());
        }
    }

    private static void isUnknown(Ending ending, boolean goalReached) {
        assertNotNull(ending.failure);
        assertEquals(Failure.Kind.CONNECTION_LOST, ending.failure.kind());
        assertTrue(ending.failure.unknown());
        assertEquals(goalReached, ending.failure.goalReached());
    }

    private static Request create(int flags) {
        return new WriteRequest.Create(Op.CREATE2, PATH, Bytes.EMPTY, Acl.OPEN, flags, -1);
    }

    private static Doubt ephemeral() throws Exception {
        return Doubt.about(create(1), new Proof.Created(PATH, true));
    }

    private static Doubt persistent() throws Exception {
        return Doubt.about(create(0), new Proof.Created(PATH, false));
    }

    @Test
    void anEphemeralOfOursWasCreated() throws Exception {
        Ending ending = ephemeral().finds("", stat(LATER, LATER, 0, OURS));
        assertTrue(ending.resolved);
        assertEquals(LATER, ((Response.PathAndStat) ending.response).stat().czxid());
    }

    @Test
    void anEphemeralOfSomebodyElseIsInTheWay() throws Exception {
        Ending ending = ephemeral().finds("", stat(LATER, LATER, 0, 99));
        assertEquals(ErrorCode.NODE_EXISTS.code(), ending.failure.code());
    }

    @Test
    void aNodeFromBeforeIsInTheWayEvenIfOurs() throws Exception {
        Ending ending = ephemeral().finds("", stat(SEEN, SEEN, 0, OURS));
        assertEquals(ErrorCode.NODE_EXISTS.code(), ending.failure.code());
        assertFalse(ending.failure.unknown());
    }

    @Test
    void whatAnEarlierCallOfTheSameConnectionCreatedIsNotThisOnes() throws Exception {
        Stage stage = new Stage().attach();
        Ending first = stage.call(create(1), new Proof.Created(PATH, true));
        Ending second = stage.call(create(1), new Proof.Created(PATH, true));
        Stat made = stat(SEEN, SEEN, 0, OURS);
        stage.answer(stage.asked(), SEEN, new Response.PathAndStat(PATH, made));
        stage.asked();
        stage.cut();
        stage.attach();
        Doubt doubt = new Doubt(stage, second);
        assertEquals(ErrorCode.NODE_EXISTS.code(), doubt.finds("", made).failure.code());
        assertFalse(first.isOpen());
    }

    @Test
    void aMissingNodeIsCreatedAgain() throws Exception {
        Doubt doubt = ephemeral();
        doubt.findsNothing();
        doubt.isSentAgain(create(1));
    }

    @Test
    void aPersistentNodeMayBeAnybodys() throws Exception {
        isUnknown(persistent().finds("", stat(LATER, LATER, 0, 0)), true);
    }

    @Test
    void dataThatNobodyTouchedIsSetAgain() throws Exception {
        Doubt doubt = Doubt.about(SET, new Proof.Written(PATH, -1));
        doubt.finds("old", stat(1, SEEN, 3, 0));
        doubt.isSentAgain(SET);
    }

    @Test
    void equalDataMayBeAnybodys() throws Exception {
        Doubt doubt = Doubt.about(SET, new Proof.Written(PATH, -1));
        isUnknown(doubt.finds("new", stat(1, LATER, 3, 0)), true);
    }

    @Test
    void otherDataTellsNothing() throws Exception {
        Doubt doubt = Doubt.about(SET, new Proof.Written(PATH, -1));
        isUnknown(doubt.finds("other", stat(1, LATER, 3, 0)), false);
    }

    @Test
    void anOldVersionIsSetAgainAndANewOneTellsNothing() throws Exception {
        Request set = new WriteRequest.SetData(PATH, Bytes.utf8("new"), 3);
        Doubt doubt = Doubt.about(set, new Proof.Written(PATH, 3));
        doubt.finds("old", stat(1, SEEN, 3, 0));
        doubt.isSentAgain(set);
        Doubt other = Doubt.about(set, new Proof.Written(PATH, 3));
        isUnknown(other.finds("new", stat(1, LATER, 4, 0)), true);
    }

    @Test
    void anEqualVersionOfAnotherNodeTellsNothing() throws Exception {
        Request set = new WriteRequest.SetData(PATH, Bytes.utf8("new"), 3);
        Doubt doubt = Doubt.about(set, new Proof.Written(PATH, 3));
        isUnknown(doubt.finds("other", stat(LATER, LATER, 3, 0)), false);
    }

    @Test
    void aMissingNodeMayHaveBeenDeletedByAnybody() throws Exception {
        isUnknown(Doubt.about(DELETE, new Proof.Deleted(PATH, -1)).findsNothing(), true);
    }

    @Test
    void theSameNodeIsDeletedAgainAndANewOneNever() throws Exception {
        Doubt doubt = Doubt.about(DELETE, new Proof.Deleted(PATH, -1));
        doubt.finds("", stat(SEEN, SEEN, 0, 0));
        doubt.isSentAgain(DELETE);
        Doubt other = Doubt.about(DELETE, new Proof.Deleted(PATH, -1));
        isUnknown(other.finds("", stat(LATER, LATER, 0, 0)), false);
    }

    @Test
    void aUniqueNameIsFoundInItsDirectory() throws Exception {
        Request create =
                new WriteRequest.Create(
                        Op.CREATE2, ZPath.of("/d/u-n-"), Bytes.EMPTY, Acl.OPEN, 3, -1);
        Proof proof = new Proof.CreatedUniquely(ZPath.of("/d"), "u-");
        Doubt doubt = Doubt.about(create, proof);
        Asked look = doubt.look();
        assertEquals(
                new ReadRequest.GetChildren(Op.GET_CHILDREN2, ZPath.of("/d"), false),
                look.request());
        Stat parent = stat(1, 1, 0, 0);
        doubt.stage()
                .answer(
                        look,
                        LATER,
                        new Response.ChildrenAndStat(
                                List.of(Bytes.utf8("other"), Bytes.utf8("u-n-7")), parent));
        Asked second = doubt.stage().asked(ReadRequest.Exists.class);
        doubt.stage().answer(second, LATER, new Response.StatOnly(stat(LATER, LATER, 0, OURS)));
        assertEquals(ZPath.of("/d/u-n-7"), ((Response.PathAndStat) doubt.ending().response).path());
        assertTrue(doubt.ending().resolved);
    }

    @Test
    void aUniqueNameThatIsNowhereIsCreatedAgain() throws Exception {
        Request create =
                new WriteRequest.Create(
                        Op.CREATE2, ZPath.of("/d/u-n-"), Bytes.EMPTY, Acl.OPEN, 3, -1);
        Doubt doubt = Doubt.about(create, new Proof.CreatedUniquely(ZPath.of("/d"), "u-"));
        Response none = new Response.ChildrenAndStat(List.of(), stat(1, 1, 0, 0));
        doubt.stage().answer(doubt.look(), LATER, none);
        doubt.isSentAgain(create);
    }

    @Test
    void aTransactionIsNotLookedInto() throws Exception {
        Request multi = new WriteRequest.Multi(List.of(new WriteRequest.Check(PATH, 1)));
        Doubt doubt = Doubt.about(multi, Proof.None.INSTANCE);
        isUnknown(doubt.ending(), false);
        assertTrue(doubt.stage().isSilent());
    }

    @Test
    void twoWritesToOneNodeAreNotGuessedApart() throws Exception {
        Stage stage = new Stage().attach();
        Ending create = stage.call(create(1), new Proof.Created(PATH, true));
        Ending delete = stage.call(DELETE, new Proof.Deleted(PATH, -1));
        stage.cut();
        stage.attach();
        isUnknown(create, false);
        isUnknown(delete, false);
    }

    @Test
    void callsMadeSinceWaitUntilTheDoubtIsOver() throws Exception {
        Doubt doubt = ephemeral();
        Request read = new ReadRequest.GetData(PATH, false);
        doubt.stage().call(read, Proof.Repeat.INSTANCE);
        Asked look = doubt.look();
        assertTrue(doubt.stage().isSilent(), "nothing overtakes the write in doubt");
        doubt.stage().refuse(look, LATER, ErrorCode.NO_NODE);
        doubt.isSentAgain(create(1));
        assertEquals(read, doubt.stage().asked().request());
    }

    @Test
    void aSecondCutLeavesTheDoubtAsItWas() throws Exception {
        Doubt doubt = ephemeral();
        doubt.stage().cut();
        doubt.stage().attach();
        assertTrue(doubt.finds("", stat(LATER, LATER, 0, OURS)).resolved);
    }

    @Test
    void anExpiredSessionLeavesItUnknown() throws Exception {
        Stage stage = new Stage().attach();
        Ending sent = stage.call(create(1), new Proof.Created(PATH, true));
        stage.cut();
        Ending waits = stage.call(SET, new Proof.Written(PATH, -1));
        Ending read = stage.call(new ReadRequest.GetData(PATH, false), Proof.Repeat.INSTANCE);
        stage.reach();
        stage.refuseSession();
        assertEquals(Failure.Kind.SESSION_EXPIRED, sent.failure.kind());
        assertTrue(sent.failure.unknown());
        assertEquals(Failure.Kind.SESSION_EXPIRED, waits.failure.kind());
        assertFalse(waits.failure.unknown());
        stage.reach();
        stage.accept(new SessionId(0x777));
        stage.answer(stage.asked(), LATER, data("old", stat(1, 1, 0, 0)));
        assertNotNull(read.response);
        assertEquals(
                List.of("attached 1", "suspended", "lost 1", "attached 2"),
                stage.told.stream()
                        .filter(line -> !line.startsWith("connecting") && !line.equals("shut"))
                        .toList());
    }
}
