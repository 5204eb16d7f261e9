package org.muster.state.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.state.Fixture;

/** Which containers and TTL znodes are swept. */
class ReaperTest {
    /** Containers: /fresh never used, /used empty again, /full. TTL 100 ms: /ttl, /parent full. */
    private final Fixture fixture =
            new Fixture()
                    .node(Op.CREATE_CONTAINER, "/fresh", 0)
                    .node(Op.CREATE_CONTAINER, "/full", 0)
                    .node("/full/kid", null)
                    .node(Op.CREATE_CONTAINER, "/used", 0)
                    .node("/used/kid", null)
                    .node(Op.CREATE_TTL, "/parent", 5)
                    .node("/parent/kid", null)
                    .node(Op.CREATE_TTL, "/ttl", 5);

    ReaperTest() {
        fixture.ask(Fixture.delete("/used/kid", -1));
    }

    private String due(long nowMs, long neverUsedMs) {
        return String.join(
                " ",
                Reaper.due(fixture.state(), nowMs, neverUsedMs, null, 100).due().stream()
                        .map(ZPath::toString)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        // now, neverUsed, due: /fresh is of 20, /ttl of 90
        "    0,         0, /used",
        "  190,         0, /used",
        "  191,         0, /ttl /used",
        "  120,       100, /used",
        "  121,       100, /fresh /used",
        " 9999,         0, /ttl /used"
    })
    void emptyOnesAreDueOnceTheyWereUsedOrTheirTimeIsOver(
            long nowMs, long neverUsedMs, String due) {
        assertEquals(due, due(nowMs, neverUsedMs));
    }

    @Test
    void settingDataGivesANewLease() {
        fixture.ask(Fixture.setData("/ttl", "x", -1));
        assertEquals("/used", due(200, 0));
        assertEquals("/ttl /used", due(212, 0));
    }

    @Test
    void aSweepGoesOnWhereItStopped() {
        List<ZPath> due = new ArrayList<>();
        ZPath after = null;
        int stretches = 0;
        do {
            Reaper.Stretch stretch = next(after);
            due.addAll(stretch.due());
            after = stretch.resumeAfter();
            stretches++;
        } while (after != null);
        assertEquals(List.of(ZPath.of("/ttl"), ZPath.of("/used")), due);
        assertEquals(3, stretches);
    }

    private Reaper.Stretch next(@Nullable ZPath after) {
        return Reaper.due(fixture.state(), 5000, 0, after, 2);
    }
}
