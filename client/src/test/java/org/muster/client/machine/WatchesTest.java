package org.muster.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.client.machine.Stage.PATH;
import static org.muster.client.machine.Stage.data;
import static org.muster.client.machine.Stage.stat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.client.machine.Stage.Asked;
import org.muster.client.machine.Stage.Ending;
import org.muster.model.ErrorCode;
import org.muster.model.SessionId;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WatcherType;

/** Watches hear of everything once, and are told when they may have missed something. */
final class WatchesTest {
    private static final Response FOUND = data("x", stat(1, 1, 0, 0));

    /** Writes down what it is told. */
    private static final class Notes implements Watch.Sink {
        final List<String> lines = new ArrayList<>();

        @Override
        public void changed(WatchEvent event, long zxid) {
            lines.add(event.type() + " " + event.path() + " @" + zxid);
        }

        @Override
        public void gap(Watch.Break why, long fromZxid) {
            lines.add("gap " + why + " @" + fromZxid);
        }

        @Override
        public void live(long zxid) {
            lines.add("live @" + zxid);
        }

        @Override
        public void ended(int code, String why) {
            lines.add("ended " + code);
        }
    }

    private final Notes notes = new Notes();

    private Ending getAndWatch(Stage stage, Watch watch) {
        return stage.call(
                new ReadRequest.GetData(PATH, true),
                new Manner(null, watch, Proof.Repeat.INSTANCE, Long.MAX_VALUE));
    }

    private Stage watching(Watch watch) throws Exception {
        Stage stage = new Stage().attach();
        getAndWatch(stage, watch);
        stage.answer(stage.asked(), 10, FOUND);
        return stage;
    }

    private Watch onData() {
        return new Watch(PATH, Watch.Kind.DATA, notes);
    }

    @Test
    void aOneShotWatchHearsOnce() throws Exception {
        Stage stage = watching(onData());
        stage.event(11, WatchEvent.Type.NODE_DATA_CHANGED, PATH);
        stage.event(12, WatchEvent.Type.NODE_DATA_CHANGED, PATH);
        assertEquals(List.of("NODE_DATA_CHANGED /a @11"), notes.lines);
    }

    @Test
    void aMissingNodeIsWatchedForItsCreation() throws Exception {
        Stage stage = new Stage().attach();
        Watch watch = onData();
        stage.call(
                new ReadRequest.Exists(PATH, true),
                new Manner(null, watch, Proof.Repeat.INSTANCE, Long.MAX_VALUE));
        stage.refuse(stage.asked(), 10, ErrorCode.NO_NODE);
        stage.cut();
        stage.attach();
        LinkRequest.SetWatches again =
                (LinkRequest.SetWatches) stage.asked(LinkRequest.SetWatches.class).request();
        assertEquals(List.of(PATH), again.exist());
        assertEquals(List.of(), again.data());
        stage.event(11, WatchEvent.Type.NODE_CREATED, PATH);
        assertEquals(List.of("NODE_CREATED /a @11"), notes.lines);
    }

    @Test
    void aOneShotWatchIsSetAgainRelativeToWhatWasSeen() throws Exception {
        Stage stage = watching(onData());
        stage.cut();
        stage.attach();
        Asked asked = stage.asked(LinkRequest.SetWatches.class);
        LinkRequest.SetWatches again = (LinkRequest.SetWatches) asked.request();
        assertEquals(Op.SET_WATCHES, again.op());
        assertEquals(10, again.relativeZxid());
        assertEquals(List.of(PATH), again.data());
        stage.event(-1, WatchEvent.Type.NODE_DATA_CHANGED, PATH);
        stage.answer(asked, 12, Response.Empty.INSTANCE);
        assertEquals(List.of("NODE_DATA_CHANGED /a @-1"), notes.lines);
    }

    /** One transaction can change several nodes, and the cut fall between their events. */
    @Test
    void anEventHeardDoesNotMeanThatOthersOfItsTransactionWere() throws Exception {
        Stage stage = watching(onData());
        stage.event(11, WatchEvent.Type.NODE_DATA_CHANGED, ZPath.of("/other"));
        stage.cut();
        stage.attach();
        LinkRequest.SetWatches again =
                (LinkRequest.SetWatches) stage.asked(LinkRequest.SetWatches.class).request();
        assertEquals(10, again.relativeZxid());
    }

    @Test
    void aNewSessionEndsAOneShotWatchWithAGap() throws Exception {
        Stage stage = watching(onData());
        stage.cut();
        stage.reach();
        stage.refuseSession();
        stage.reach();
        stage.accept(new SessionId(9));
        assertEquals(List.of("gap NEW_SESSION @10"), notes.lines);
        assertTrue(stage.isSilent());
    }

    @Test
    void aLastingWatchGetsAGapAndIsLiveAgain() throws Exception {
        Stage stage = new Stage().attach();
        stage.machine.watch(new Watch(PATH, Watch.Kind.RECURSIVE, notes));
        stage.machine.turn(stage.now);
        Asked add = stage.asked(LinkRequest.AddWatch.class);
        assertTrue(((LinkRequest.AddWatch) add.request()).recursive());
        stage.answer(add, 20, new Response.Count(0));
        stage.event(21, WatchEvent.Type.NODE_CREATED, ZPath.of("/a/b/c"));
        stage.event(22, WatchEvent.Type.NODE_CREATED, ZPath.of("/ab"));
        stage.cut();
        stage.attach();
        Asked again = stage.asked(LinkRequest.SetWatches.class);
        assertEquals(Op.SET_WATCHES2, again.request().op());
        stage.answer(again, 30, Response.Empty.INSTANCE);
        stage.event(31, WatchEvent.Type.NODE_DELETED, PATH);
        assertEquals(
                List.of(
                        "live @20",
                        "NODE_CREATED /a/b/c @21",
                        "gap RECONNECTED @20",
                        "live @30",
                        "NODE_DELETED /a @31"),
                notes.lines);
    }

    @Test
    void aWatchOnTheRootHearsOfAll() throws Exception {
        Stage stage = new Stage().attach();
        stage.machine.watch(new Watch(ZPath.ROOT, Watch.Kind.RECURSIVE, notes));
        stage.event(21, WatchEvent.Type.NODE_CREATED, ZPath.of("/a/b"));
        stage.event(22, WatchEvent.Type.NODE_CHILDREN_CHANGED, ZPath.of("/a"));
        assertEquals(List.of("NODE_CREATED /a/b @21"), notes.lines);
    }

    @Test
    void manyWatchesAreSetAgainInSeveralRequests() throws Exception {
        Stage stage = new Stage();
        String name = "/" + "x".repeat(1_000);
        for (int i = 0; i < 300; i++) {
            stage.machine.watch(new Watch(ZPath.of(name + i), Watch.Kind.PERSISTENT, notes));
        }
        stage.attach();
        int paths = 0;
        int requests = 0;
        while (!stage.isSilent()) {
            LinkRequest.SetWatches batch =
                    (LinkRequest.SetWatches) stage.asked(LinkRequest.SetWatches.class).request();
            int bytes = batch.persistent().stream().mapToInt(path -> path.length() + 4).sum();
            assertTrue(bytes <= 128 << 10, "bytes " + bytes);
            paths += batch.persistent().size();
            requests++;
        }
        assertEquals(300, paths);
        assertEquals(3, requests);
    }

    @Test
    void onlyTheLastOfAPathIsTakenFromTheServer() throws Exception {
        Watch first = onData();
        Watch second = onData();
        Stage stage = watching(first);
        getAndWatch(stage, second);
        stage.machine.unwatch(first);
        stage.machine.turn(stage.now);
        stage.answer(stage.asked(ReadRequest.GetData.class), 11, FOUND);
        assertTrue(stage.isSilent(), "a read on its way may have set it anew");
        stage.machine.unwatch(second);
        stage.machine.turn(stage.now);
        assertEquals(new LinkRequest.RemoveWatches(PATH, WatcherType.ANY), stage.asked().request());
        stage.event(12, WatchEvent.Type.NODE_DATA_CHANGED, PATH);
        assertEquals(List.of(), notes.lines);
    }

    @Test
    void anEventComesBeforeTheAnswerThatFollowsIt() throws Exception {
        Stage stage = watching(onData());
        Ending read = stage.call(new ReadRequest.GetData(PATH, false), Proof.Repeat.INSTANCE);
        Asked asked = stage.asked();
        stage.event(11, WatchEvent.Type.NODE_DATA_CHANGED, PATH);
        assertEquals(1, notes.lines.size());
        assertTrue(read.isOpen());
        stage.answer(asked, 11, FOUND);
        assertNotNull(read.response);
    }

    @Test
    void closingEndsAllWatches() throws Exception {
        Stage stage = watching(onData());
        stage.machine.close(stage.now);
        stage.pass(2_001);
        assertEquals(List.of("ended 0"), notes.lines);
    }
}
