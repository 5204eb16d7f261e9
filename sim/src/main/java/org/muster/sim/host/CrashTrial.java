package org.muster.sim.host;

import org.muster.model.Bytes;
import org.muster.sim.check.Oracle;
import org.muster.sim.world.SimDisk;
import org.muster.sim.world.ViolationException;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;

/**
 * C6, the strict way: if the power failed at this instant and took all it may, would a start find
 * everything that was shown to anybody? Tried on a copy, twice, for settling must not lose either.
 */
final class CrashTrial {
    private CrashTrial() {}

    static void run(SimDisk disk, Oracle oracle) {
        SimDisk image = disk.worstCase();
        try {
            start(image, oracle);
            image.losePower(0, true);
            start(image, oracle);
        } catch (DiskException impossible) {
            throw new IllegalStateException("a healthy disk failed", impossible);
        }
    }

    private static void start(SimDisk image, Oracle oracle) throws DiskException {
        try (Store store = Store.open(Directories.single(image))) {
            StateLoader loader = new StateLoader();
            switch (store.recover(loader)) {
                case Recovered.Suspect suspect ->
                        throw new ViolationException(
                                "C6",
                                "after a power loss now the server would refuse: "
                                        + suspect.damage());
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
