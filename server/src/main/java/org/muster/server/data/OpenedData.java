package org.muster.server.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.peer.Incarnation;
import org.muster.server.config.Ensemble;
import org.muster.server.config.ServerConfig;
import org.muster.server.log.EventLog;
import org.muster.state.State;
import org.muster.storage.Store;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.NioDisk;
import org.muster.storage.log.LogSettings;
import org.muster.storage.member.InitializeMark;
import org.muster.storage.member.MemberStart;
import org.muster.storage.member.Membership;
import org.muster.storage.member.Standing;
import org.muster.storage.meta.Lives;
import org.muster.storage.meta.Meta;
import org.muster.storage.name.Compression;
import org.muster.storage.recovery.Damage;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Finding;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/**
 * Data directories, locked, recovered and settled: ready to be served from.
 *
 * @param state everything that was acknowledged
 * @param idBaseMs the time from which session ids are made
 * @param legacySessions sessions that another server opened, with passwords of its making
 * @param loaded what the state was built from
 * @param times how long that took
 * @param member only of a member of an ensemble
 */
public record OpenedData(
        Store store,
        State state,
        Bytes passwordKey,
        long idBaseMs,
        List<SessionId> legacySessions,
        Recovered.Loaded loaded,
        Times times,
        Optional<MemberData> member) {
    private static final String VERSION_2 = "version-2";
    private static final int KEY_BYTES = 32;
    private static final long SEVEN_WEEKS_MS = 0xffff_ffffL;

    /** How long recovery took in all, and of that its snapshot and what came behind it. */
    public record Times(long wholeMs, long snapshotMs, long replayMs) {}

    /**
     * Opens and recovers the directories that {@code config} names.
     *
     * @throws DataException if they cannot be served from
     */
    public static OpenedData open(ServerConfig config, SnapshotSettings snapshots, EventLog log)
            throws DataException {
        ServerConfig.Disk disk = config.disk();
        Directories directories = directories(disk);
        Store store;
        try {
            store = Store.open(directories);
        } catch (DiskException failure) {
            throw new DataException(
                    failure.kind() == DiskException.Kind.LOCKED
                            ? disk.dataDir() + " is in use: another server runs on this data"
                            : "cannot open " + disk.dataDir() + ": " + failure.getMessage());
        }
        try {
            return config.ensemble().isPresent()
                    ? recoverMember(store, config, snapshots, log)
                    : recover(store, snapshots, log);
        } catch (DiskException failure) {
            store.close();
            throw new DataException(
                    "recovery of " + disk.dataDir() + " failed: " + failure.getMessage());
        } catch (DataException refusal) {
            store.close();
            throw refusal;
        }
    }

    /** The settings of the log that the operator's amount to. */
    public static LogSettings logSettings(ServerConfig.Log log) {
        long segment = log.preallocateBytes();
        return new LogSettings(
                segment > 0 ? (int) segment : LogSettings.DEFAULT.segmentBytes(),
                segment > 0,
                log.forceSync(),
                log.rollBytes().orElse(Long.MAX_VALUE));
    }

    /** The settings of snapshots that the operator's amount to. */
    public static SnapshotSettings snapshotSettings(ServerConfig config) {
        Compression compression =
                switch (config.disk().snapshots().compression()) {
                    case "GZIP" -> Compression.GZIP;
                    case "SNAPPY" -> Compression.SNAPPY;
                    default -> Compression.NONE;
                };
        return new SnapshotSettings(compression, config.rules().treeDigest(), true);
    }

    private static Directories directories(ServerConfig.Disk disk) throws DataException {
        Path snapshots = disk.dataDir().resolve(VERSION_2);
        Path logs = disk.dataLogDir().resolve(VERSION_2);
        Disk first = directory(snapshots, disk.autocreate());
        return logs.equals(snapshots)
                ? Directories.single(first)
                : Directories.separate(first, directory(logs, disk.autocreate()));
    }

    private static Disk directory(Path path, boolean autocreate) throws DataException {
        if (!autocreate && !Files.isDirectory(path)) {
            throw new DataException(
                    "Missing data directory "
                            + path
                            + ", automatic data directory creation is disabled"
                            + " (zookeeper.datadir.autocreate is false). Please create this"
                            + " directory manually.");
        }
        try {
            return NioDisk.openOrCreate(path);
        } catch (DiskException failure) {
            String what =
                    Files.isDirectory(path)
                            ? "Cannot write to data directory "
                            : "Unable to create data directory ";
            throw new DataException(what + path + " (" + failure.getMessage() + ")");
        }
    }

    private static OpenedData recover(Store store, SnapshotSettings snapshots, EventLog log)
            throws DiskException, DataException {
        StateAssembler assembler = new StateAssembler();
        Recovered recovered = store.recover(assembler);
        Times times = assembler.times();
        recovered.findings().forEach(finding -> tell(finding, log));
        return switch (recovered) {
            case Recovered.Suspect suspect -> throw new DataException(refusal(suspect));
            case Recovered.Intact intact -> settle(store, snapshots, intact, assembler, times);
        };
    }

    private static OpenedData settle(
            Store store,
            SnapshotSettings snapshots,
            Recovered.Intact intact,
            StateAssembler assembler,
            Times times)
            throws DiskException {
        State state = assembler.state();
        List<SessionId> alive = sessions(state);
        Meta meta = store.meta().orElseGet(() -> Meta.fresh(freshKey())).withSessions(alive);
        long nowMs = System.currentTimeMillis();
        long latestMs = Lives.behind(meta.idBaseMs(nowMs, assembler.latestMs()), alive);
        store.settle(intact.settlement(), meta.forStart(nowMs, latestMs));
        if (intact.ending() == Recovered.Ending.EMPTY) {
            writeFirst(store, snapshots, state);
        }
        return new OpenedData(
                store,
                state,
                meta.passwordKey(),
                meta.idBaseMs(nowMs, latestMs),
                alive.stream().filter(id -> !meta.lives().opened(id)).toList(),
                intact.loaded(),
                times,
                Optional.empty());
    }

    /**
     * Who does not know which session ids it has made cannot go on behind them, and its clock may
     * have been set back: it begins at a place that chance picks, within seven weeks.
     */
    private static long skippedMs(Standing standing, Meta before) {
        return standing instanceof Standing.Amnesiac || before.lives().isUnknown()
                ? new SecureRandom().nextLong() & SEVEN_WEEKS_MS
                : 0;
    }

    /** A damaged or forgetful member starts too: it learns what it lacks, without a vote. */
    private static OpenedData recoverMember(
            Store store, ServerConfig config, SnapshotSettings snapshots, EventLog log)
            throws DiskException {
        Ensemble ensemble = config.ensemble().orElseThrow();
        long id = ensemble.self().value();
        Meta before = store.meta().orElseGet(() -> Meta.fresh(freshKey()));
        Meta.Identity identity =
                new Meta.Identity(
                        before.identity().clusterId(),
                        id,
                        Math.max(before.identity().incarnation(), Incarnation.FIRST.value()));
        StateAssembler assembler = new StateAssembler();
        List<Disk> parents = parents(config.disk());
        Membership.WhenEmpty whenEmpty =
                ensemble.isVoter() && !InitializeMark.isPresent(parents)
                        ? ensemble.whenEmpty()
                        : Membership.WhenEmpty.INTACT;
        Standing standing =
                store.recoverMember(assembler, new Membership(id, identity.clusterId(), whenEmpty));
        Times times = assembler.times();
        standing.findings().forEach(finding -> tell(finding, log));
        boolean intact = standing instanceof Standing.Intact;
        tell(standing, log);
        Meta meta = before.withIdentity(identity).withSessions(sessions(assembler.state()));
        long nowMs = System.currentTimeMillis() + skippedMs(standing, before);
        StateAssembler kept = intact ? assembler : new StateAssembler();
        MemberStart settled =
                store.settleMember(standing, meta.forStart(nowMs, assembler.latestMs()), kept);
        State state = Configuration.of(ensemble.members()).in(kept.state());
        if (settled.first()) {
            writeFirst(store, snapshots, state);
        }
        InitializeMark.consume(parents);
        return new OpenedData(
                store,
                state,
                meta.passwordKey(),
                meta.idBaseMs(nowMs, assembler.latestMs()),
                List.of(),
                settled.loaded(),
                times,
                Optional.of(MemberData.of(standing, settled, identity.incarnation())));
    }

    private static void tell(Standing standing, EventLog log) {
        switch (standing) {
            case Standing.Intact _ -> {}
            case Standing.Empty _ -> log.info(MemberData.doubt(standing));
            case Standing.Suspect _, Standing.Amnesiac _ -> log.error(MemberData.doubt(standing));
        }
    }

    private static List<Disk> parents(ServerConfig.Disk disk) throws DiskException {
        return List.of(
                NioDisk.openOrCreate(disk.dataDir()), NioDisk.openOrCreate(disk.dataLogDir()));
    }

    /** The reference refuses a log without a snapshot before it, so the empty state gets one. */
    private static void writeFirst(Store store, SnapshotSettings settings, State state)
            throws DiskException {
        SnapshotImage image = new SnapshotImage(Zxid.ZERO, state.digest(), state.export());
        try (SnapshotWriter writer = store.snapshotWriter(settings, image)) {
            writer.run();
        }
    }

    private static List<SessionId> sessions(State state) {
        List<SessionId> ids = new java.util.ArrayList<>();
        state.sessions().forEach((id, _) -> ids.add(id));
        return List.copyOf(ids);
    }

    private static Bytes freshKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Bytes.owning(key);
    }

    private static void tell(Finding finding, EventLog log) {
        switch (finding.level()) {
            case NOTE -> log.info(finding.toString());
            case WARNING -> log.warn(finding.toString());
            case LOUD -> log.error(finding.toString());
        }
    }

    private static String refusal(Recovered.Suspect suspect) {
        Damage damage = suspect.damage();
        String loss =
                damage.nothingMissing()
                        ? "no transaction is missing, but bytes that nobody should have written"
                                + " lie between them"
                        : "acknowledged writes may be missing";
        String remedy =
                suspect.repair().isPresent()
                        ? "bring back an undamaged copy of the files, or accept the loss with"
                                + " 'muster repair --accept-loss "
                                + damage.lastGood()
                                + "', which keeps the damaged files aside"
                        : "bring back an undamaged copy of the files";
        return "the data is damaged, nothing is served: " + damage + " (" + loss + "); " + remedy;
    }
}
