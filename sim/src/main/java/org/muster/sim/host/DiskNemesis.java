package org.muster.sim.host;

import org.muster.sim.world.CrashException;
import org.muster.sim.world.DiskFaults;
import org.muster.sim.world.Rng;
import org.muster.sim.world.World;
import org.muster.storage.disk.DiskException;

/** Lets disk operations fail, and processes die between them. */
public final class DiskNemesis implements DiskFaults {
    /**
     * How likely what is, per operation.
     *
     * @param crash that the process dies just before an operation that changes something
     * @param syncError that a sync fails and its pages count as clean all the same
     * @param otherError that another change fails
     */
    public record Rates(double crash, double syncError, double otherError) {
        /** Nothing goes wrong. */
        public static final Rates NONE = new Rates(0, 0, 0);
    }

    private final World world;
    private final Rng rng;
    private Rates rates;
    private final String kind;
    private long operations;

    /** With these rates from the beginning, at the numbered {@code machine}, 0 for the only one. */
    public DiskNemesis(World world, Rates rates, long machine) {
        this.world = world;
        this.rates = rates;
        this.kind = machine == 0 ? "disk" : "disk " + machine;
        Rng all = world.rng().stream("disk.faults");
        this.rng = machine == 0 ? all : all.at(machine);
    }

    /** With other rates from now on. */
    public void setRates(Rates other) {
        rates = other;
    }

    @Override
    public void before(Action action, String file) throws DiskException {
        if (action == Action.READ) {
            return;
        }
        Rng mine = rng.at(operations++);
        String where = action + " of " + kindOf(file);
        boolean crashes = mine.chance(rates.crash());
        boolean sync = action == Action.SYNC || action == Action.SYNC_NAMES;
        boolean fails = mine.chance(sync ? rates.syncError() : rates.otherError());
        if (crashes && world.happens(kind, operations, "crash before " + where)) {
            world.coverage().reached("crash before " + where);
            throw new CrashException(action + " " + file);
        }
        if (fails && world.happens(kind, operations, "error at " + where)) {
            world.coverage().reached((sync ? "sync" : "write") + " error on " + kindOf(file));
            throw new DiskException(DiskException.Kind.IO, file, -1, "simulated I/O error");
        }
    }

    /** What a file is, by its name. */
    static String kindOf(String file) {
        if (file.startsWith("log.")) {
            return "log";
        }
        if (file.startsWith("snapshot.")) {
            return "snapshot";
        }
        return file.equals(".") ? "names" : "side file";
    }
}
