package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.disk.DiskException;
import org.muster.storage.snapshot.UnfitRecordException;

/** A snapshot whose lacks no transaction fills is damaged: an older one takes its place. */
final class MissingAclsTest {
    private final Fixture fixture = Fixture.of("snapcount-rolled");

    /** Builds the real state, but finds every snapshot from {@code lacking} on to lack an ACL. */
    private record Lacking(StateUnderTest built, Zxid lacking, List<Zxid> begun)
            implements StateSink {
        @Override
        public void beginEmpty() {
            built.beginEmpty();
            begun.add(Zxid.ZERO);
        }

        @Override
        public void beginSnapshot(Zxid zxid, boolean own) {
            built.beginSnapshot(zxid, own);
            begun.add(zxid);
        }

        @Override
        public void accept(SnapshotRecord record) {
            built.accept(record);
        }

        @Override
        public TreeDigest loaded() throws UnfitRecordException {
            return built.loaded();
        }

        @Override
        public TreeDigest apply(LoggedTxn txn) {
            return built.apply(txn);
        }

        @Override
        public String missing() {
            return begun.getLast().compareTo(lacking) >= 0 ? "no ACL" : "";
        }
    }

    private Recovered recover(Lacking sink) throws DiskException {
        return Recovery.recover(fixture.directories(), Optional.empty(), sink);
    }

    @Test
    void anOlderSnapshotTakesItsPlaceIfTheLogReachesBehindIt() throws DiskException {
        Lacking sink =
                new Lacking(new StateUnderTest(), Zxid.of(0, 0x1e), new java.util.ArrayList<>());
        var intact = assertInstanceOf(Recovered.Intact.class, recover(sink));
        assertEquals("0x2a", intact.last().toString());
        assertEquals("snapshot.14", intact.loaded().snapshot().orElseThrow().toString());
        assertTrue(
                intact.findings()
                        .toString()
                        .contains("snapshot.25: no ACL; looking for an older snapshot"));
        sink.built().state().validate();
    }
}
