package org.muster.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.State;

class SnapshotIntakeTest {
    private static final Zxid LAST = Zxid.of(3, 7);
    private static final SnapshotRecord ORPHAN =
            new SnapshotRecord.Node(
                    ZPath.of("/a/b"),
                    null,
                    SnapshotRecord.OPEN_ACL,
                    new PersistedStat(0, 0, 0, 0, 0, 0, 0, 0, 0));

    private final List<String> outcomes = new ArrayList<>();
    private final Worker worker =
            new Worker("intake", (code, reason, cause) -> outcomes.add("halted: " + reason));
    private final SnapshotIntake intake =
            new SnapshotIntake(
                    worker,
                    new SnapshotIntake.Outcome() {
                        @Override
                        public void taken() {
                            outcomes.add("taken");
                        }

                        @Override
                        public void built(LogOrder.Install install) {
                            outcomes.add(install.generation() + " " + install.state().lastZxid());
                        }

                        @Override
                        public void broken(long generation, String reason) {
                            outcomes.add(generation + " is broken");
                        }
                    });

    private static List<SnapshotRecord> whole() {
        List<SnapshotRecord> records = new ArrayList<>();
        State.initial().export().forEachRemaining(records::add);
        return records;
    }

    private List<String> outcomes() {
        assertTrue(worker.stop(10_000));
        return outcomes;
    }

    @Test
    void aStateThatIsNoneIsToldWithItsGeneration() {
        intake.begin(5, LAST);
        intake.add(List.of(ORPHAN));
        intake.finish();
        assertEquals(List.of("taken", "5 is broken"), outcomes());
    }

    @Test
    void theNextStateBeginsAnew() {
        intake.begin(5, Zxid.of(1, 1));
        intake.add(List.of(ORPHAN));
        intake.begin(6, LAST);
        intake.add(whole());
        intake.finish();
        assertEquals(List.of("taken", "taken", "6 " + LAST), outcomes());
    }
}
