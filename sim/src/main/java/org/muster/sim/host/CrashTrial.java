package org.muster.sim.host;

import org.muster.model.Bytes;
import org.muster.sim.check.Oracle;
import org.muster.sim.world.ViolationException;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Recovered;

/**
 * C6, the strict way: if the power failed at this instant and took all it may, would a start find
 * everything that was shown to anybody? Tried on a copy, twice, for settling must not lose either.
 * Where nothing is synced it is only the process that dies.
 */
final class CrashTrial {
    private CrashTrial() {}

    static void run(Volumes volumes, boolean synced, Oracle oracle) {
        try {
            Volumes image = synced ? volumes.afterPowerLoss() : volumes.afterCrash();
            start(image, oracle);
            start(synced ? image.afterPowerLoss() : image.afterCrash(), oracle);
        } catch (DiskException impossible) {
            throw new IllegalStateException("a healthy disk failed", impossible);
        }
    }

    private static void start(Volumes image, Oracle oracle) throws DiskException {
        try (Store store = Store.open(image.directories())) {
            StateLoader loader = new StateLoader();
            switch (store.recover(loader)) {
                case Recovered.Suspect suspect ->
                        throw new ViolationException(
                                "C6",
                                "after a crash now the server would refuse: " + suspect.damage());
                case Recovered.Intact intact -> {
                    State state = loader.state();
                    oracle.recovered(intact.last().value(), state.export(), false, 0);
                    Meta meta = store.meta().orElseGet(() -> Meta.fresh(Bytes.utf8("a key")));
                    store.settle(intact.settlement(), meta);
                }
            }
        }
    }
}
