package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.storage.Served;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;

/** The reference gives a write that it cannot decode the zxid of the one before it. */
final class RepeatedZxidTest {
    private final Served served = new Served();
    private final LoggedTxn made = served.journal().create(5);
    private final LoggedTxn refused =
            new LoggedTxn(made.header(), new Txn.Refused(-5), made.digest());
    private final LoggedTxn next = served.journal().create(6);

    private Recovered recover(LoggedTxn... log) throws DiskException {
        served.disk().put("log.1", Served.foreignLog(List.of(log)));
        try (Store store = Store.open(Directories.single(served.disk()))) {
            return store.recover(new StateUnderTest());
        }
    }

    @Test
    void isReadWithARefusal() throws DiskException {
        Recovered recovered = recover(made, refused, refused, next);
        assertEquals(new Zxid(2), assertInstanceOf(Recovered.Intact.class, recovered).last());
    }

    @Test
    void isDamageWithAnythingElse() throws DiskException {
        Recovered recovered = recover(made, made, next);
        Damage damage = assertInstanceOf(Recovered.Suspect.class, recovered).damage();
        assertEquals(new Zxid(1), damage.lastGood());
    }
}
