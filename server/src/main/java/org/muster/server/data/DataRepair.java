package org.muster.server.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.model.Zxid;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.NioDisk;
import org.muster.storage.recovery.Change;
import org.muster.storage.recovery.Damage;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.Settlement;

/** Lets a damaged directory serve again, once, for an operator who says which loss is accepted. */
public final class DataRepair {
    private static final String VERSION_2 = "version-2";

    private DataRepair() {}

    /**
     * Cuts the history behind {@code accepted}, which must be the last transaction that is proven.
     * Whatever is cut stays beside the data under a name that no server reads.
     *
     * @return what was done, one line each
     * @throws DataException if there is nothing to repair, nothing can be, or the zxid is another
     */
    public static List<String> repair(Path dataDir, Path dataLogDir, Zxid accepted)
            throws DataException {
        Path snapshots = dataDir.resolve(VERSION_2);
        Path logs = dataLogDir.resolve(VERSION_2);
        try {
            Directories directories =
                    logs.equals(snapshots)
                            ? Directories.single(NioDisk.open(snapshots))
                            : Directories.separate(NioDisk.open(snapshots), NioDisk.open(logs));
            try (Store store = Store.open(directories)) {
                return repair(store, accepted);
            }
        } catch (DiskException failure) {
            throw new DataException(String.valueOf(failure.getMessage()));
        }
    }

    private static List<String> repair(Store store, Zxid accepted)
            throws DiskException, DataException {
        return switch (store.recover(new StateAssembler())) {
            case Recovered.Intact intact ->
                    throw new DataException(
                            "nothing to repair: the data are whole up to " + intact.last());
            case Recovered.Suspect suspect -> repair(store, suspect, accepted);
        };
    }

    private static List<String> repair(Store store, Recovered.Suspect suspect, Zxid accepted)
            throws DiskException, DataException {
        Damage damage = suspect.damage();
        if (suspect.repair().isEmpty()) {
            throw new DataException("no state can be had from these files: " + damage);
        }
        if (!damage.lastGood().equals(accepted)) {
            throw new DataException(
                    "what can be kept ends at "
                            + damage.lastGood()
                            + ", not at "
                            + accepted
                            + "; "
                            + damage);
        }
        Settlement settlement = suspect.repair().get();
        store.repair(settlement);
        return tell(damage, settlement);
    }

    private static List<String> tell(Damage damage, Settlement settlement) {
        List<String> lines = new ArrayList<>();
        lines.add("damage: " + damage);
        for (Change change : settlement.changes()) {
            switch (change) {
                case Change.DropTemporary _ -> {}
                case Change.DropBlank(var log) -> lines.add("deleted " + log + ", it was empty");
                case Change.SetAside(_, String name) -> lines.add("set aside " + name);
                case Change.Rewrite(var log, _, boolean copied) ->
                        lines.add(
                                "wrote " + log + " anew" + (copied ? ", original set aside" : ""));
            }
        }
        lines.add("the data now end at " + settlement.mark().synced());
        return lines;
    }
}
