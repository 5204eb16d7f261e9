package org.muster.sim.check;

import static org.muster.sim.check.History.event;
import static org.muster.sim.check.History.rejectedBy;
import static org.muster.sim.check.History.reply;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.wire.jute.ByteWriter;

/** The checker of watches is shown histories that break what they promise. */
class BadWatchHistoryTest {
    private static final long S = 0x100L;
    private static final byte[] NONE = new byte[0];

    private final History history = new History();

    private static byte[] text(String text) {
        ByteWriter out = new ByteWriter();
        out.writeString(text);
        return out.toArray();
    }

    private Conversation watching() {
        Conversation talk = history.open(S);
        talk.sent(1, new ReadRequest.Exists(ZPath.of("/a"), true));
        talk.received(reply(1, 1, -101, NONE));
        return talk;
    }

    @Test
    void c4RejectsAMissingEvent() {
        Conversation talk = watching();
        talk.sent(2, History.create("/a", 0));
        long at = history.log(S, 2, 1);
        rejectedBy("C4", () -> talk.received(reply(2, at, 0, text("/a"))));
    }

    @Test
    void c4RejectsAnEventTwice() {
        Conversation talk = watching();
        talk.sent(2, History.create("/a", 0));
        long at = history.log(S, 2, 1);
        byte[] event = event(at, WatchEvent.Type.NODE_CREATED, "/a");
        talk.received(event);
        rejectedBy("C4", () -> talk.received(event));
    }

    @Test
    void c4RejectsAnEventOfAnotherKind() {
        Conversation talk = watching();
        talk.sent(2, History.create("/a", 0));
        long at = history.log(S, 2, 1);
        byte[] event = event(at, WatchEvent.Type.NODE_DATA_CHANGED, "/a");
        rejectedBy("C4", () -> talk.received(event));
    }

    @Test
    void c4RejectsAnEventThatNobodyAskedFor() {
        Conversation talk = history.open(S);
        talk.sent(2, History.create("/a", 0));
        long at = history.log(S, 2, 1);
        byte[] event = event(at, WatchEvent.Type.NODE_CREATED, "/a");
        rejectedBy("C4", () -> talk.received(event));
    }

    @Test
    void c4RejectsSetWatchesThatForgetsWhatHappenedInTheGap() {
        Conversation talk = history.open(S);
        long made = history.create(talk, 1, "/a");
        Conversation moved = history.greet(history.hello(S, made), S);
        List<ZPath> none = List.of();
        moved.sent(
                2,
                new LinkRequest.SetWatches(
                        Op.SET_WATCHES, made - 1, List.of(ZPath.of("/a")), none, none, none, none));
        rejectedBy("C4", () -> moved.received(reply(2, made, 0, NONE)));
    }
}
