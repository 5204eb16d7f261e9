package org.muster.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.muster.model.peer.HostPort;
import org.muster.server.config.ServerConfig.Clients;
import org.muster.server.config.ServerConfig.Containers;
import org.muster.server.config.ServerConfig.DigestScheme;
import org.muster.server.config.ServerConfig.Disk;
import org.muster.server.config.ServerConfig.Limits;
import org.muster.server.config.ServerConfig.Listen;
import org.muster.server.config.ServerConfig.Log;
import org.muster.server.config.ServerConfig.MetricsProvider;
import org.muster.server.config.ServerConfig.Pauses;
import org.muster.server.config.ServerConfig.Purge;
import org.muster.server.config.ServerConfig.Rules;
import org.muster.server.config.ServerConfig.Sessions;
import org.muster.server.config.ServerConfig.Snapshots;
import org.muster.server.config.ServerConfig.Throttle;
import org.muster.server.config.ServerConfig.Words;

/** Makes a {@link ServerConfig} of what files, command line and properties say. */
public final class ConfigLoader {
    /** Where a server without a configuration listens. */
    public static final Listen DEFAULT_LISTEN = new Listen("127.0.0.1", 2181);

    /** Where a server without a configuration keeps its data. */
    public static final String DEFAULT_DATA_DIR = "./muster-data";

    private static final int MIN_RETAIN = 3;

    private final Sources sources;
    private final Settings settings = new Settings();
    private final List<Setting> ordered = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ConfigLoader(Sources sources) {
        this.sources = sources;
    }

    /**
     * The configuration that {@code sources} amount to.
     *
     * @throws ConfigException if the server must not start with them
     */
    public static ServerConfig load(Sources sources) throws ConfigException {
        return new ConfigLoader(sources).load();
    }

    private ServerConfig load() throws ConfigException {
        if (sources.file().isPresent()) {
            ordered.addAll(readFile(sources.file().get()));
        }
        ordered.addAll(sources.commandLine());
        settings.takeProperties(sources.properties());
        settings.takeAll(ordered);
        List<Setting> others = new ArrayList<>(settings.others());
        OtherKeys.refuseUnbuiltProtection(others);
        EnsembleReader reader = new EnsembleReader(settings, warnings);
        Members members = members(reader, others);
        others.removeIf(ConfigLoader::isMembership);
        String ignored = OtherKeys.warning(others);
        if (!ignored.isEmpty()) {
            warnings.add(ignored);
        }
        Disk disk = disk();
        Optional<Ensemble> ensemble =
                reader.isEnsemble(members)
                        ? Optional.of(reader.ensemble(members, disk.dataDir()))
                        : Optional.empty();
        Optional<ServerLine> self =
                ensemble.isPresent()
                        ? members.line(ensemble.get().self())
                        : members.servers().stream().findFirst();
        return new ServerConfig(
                clients(self.flatMap(ServerLine::client)),
                disk,
                sessions(),
                limits(),
                rules(),
                throttle(),
                words(),
                new MetricsProvider(
                        ClassNames.provider(settings.text(Key.METRICS_PROVIDER)),
                        settings.text(Key.METRICS_HOST),
                        settings.number(Key.METRICS_PORT),
                        settings.flag(Key.METRICS_JVM)),
                pauses(),
                ensemble,
                List.copyOf(warnings));
    }

    private static List<Setting> readFile(Path file) throws ConfigException {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return PropertiesText.read(text, file.toString());
        } catch (IOException failure) {
            String reason = Files.exists(file) ? "cannot be read: " + failure : "is missing";
            throw new ConfigException("the configuration file " + file + " " + reason);
        }
    }

    private Members members(EnsembleReader reader, List<Setting> others) throws ConfigException {
        Optional<Setting> dynamic = settings.given(Key.DYNAMIC_CONFIG_FILE);
        List<Setting> lines = others.stream().filter(ConfigLoader::isMembership).toList();
        if (dynamic.isEmpty()) {
            return reader.members(lines, Optional.empty());
        }
        if (!lines.isEmpty()) {
            throw new ConfigException(
                    lines.getFirst().origin()
                            + ": "
                            + lines.getFirst().key()
                            + " must be in the file that dynamicConfigFile names");
        }
        Path file = Path.of(dynamic.get().value());
        List<Setting> members = readFile(file);
        for (Setting line : members) {
            if (!isMembership(line)) {
                throw new ConfigException(
                        line.origin() + ": " + line.key() + " does not belong in this file");
            }
        }
        return reader.members(members, Optional.of(file));
    }

    /** System properties name no members, whatever they are called. */
    private static boolean isMembership(Setting setting) {
        return Members.concerns(setting.key()) && !setting.origin().startsWith("-D");
    }

    private Clients clients(Optional<HostPort> member) throws ConfigException {
        return new Clients(
                listen(member),
                settings.number(Key.CLIENT_PORT_LISTEN_BACKLOG),
                settings.flag(Key.CLIENT_TCP_KEEP_ALIVE),
                settings.number(Key.MAX_CLIENT_CNXNS),
                settings.number(Key.MAX_CNXNS),
                settings.number(Key.SESSIONLESS_TIMEOUT),
                settings.number(Key.FRONT_LOOPS),
                settings.text(Key.TRANSPORT));
    }

    private Optional<Listen> listen(Optional<HostPort> member) throws ConfigException {
        Optional<Setting> port = settings.given(Key.CLIENT_PORT);
        Optional<Setting> address = settings.given(Key.CLIENT_PORT_ADDRESS);
        String host = settings.text(Key.CLIENT_PORT_ADDRESS);
        if (sources.file().isEmpty()) {
            return Optional.of(
                    new Listen(
                            address.isPresent() ? host : DEFAULT_LISTEN.host(),
                            port.isPresent()
                                    ? settings.number(Key.CLIENT_PORT)
                                    : DEFAULT_LISTEN.port()));
        }
        boolean anyPort = port.isPresent() && sources.commandLine().contains(port.get());
        int number = settings.number(Key.CLIENT_PORT);
        if (number != 0 || anyPort) {
            if (member.isPresent() && member.get().port() != number && !anyPort) {
                throw port.get().refuse("the server line says port " + member.get().port());
            }
            boolean line = address.isEmpty() && member.isPresent() && !anyPort;
            return Optional.of(new Listen(line ? member.get().host() : host, number));
        }
        if (address.isPresent()) {
            throw new ConfigException(
                    address.get().origin() + ": clientPortAddress is set but clientPort is not");
        }
        if (member.isEmpty()) {
            warnings.add("no clientPort is set: no client can connect");
        }
        return member.map(line -> new Listen(line.host(), line.port()));
    }

    private Disk disk() throws ConfigException {
        String dataDir = settings.text(Key.DATA_DIR);
        if (dataDir.isEmpty() && sources.file().isPresent()) {
            throw new ConfigException(sources.file().get() + ": dataDir is not set");
        }
        Path snapshots = Path.of(dataDir.isEmpty() ? DEFAULT_DATA_DIR : dataDir);
        String logDir = settings.text(Key.DATA_LOG_DIR);
        return new Disk(
                snapshots,
                logDir.isEmpty() ? snapshots : Path.of(logDir),
                settings.flag(Key.DATADIR_AUTOCREATE),
                log(),
                new Snapshots(
                        settings.numberIfGiven(Key.SNAP_COUNT),
                        kibibytes(Key.SNAP_SIZE_LIMIT),
                        settings.text(Key.COMPRESSION).replace("CHECKED", ""),
                        settings.flag(Key.TRUST_EMPTY)),
                new Purge(retain(), Math.max(0, settings.number(Key.PURGE_INTERVAL))));
    }

    private Log log() {
        if (!settings.flag(Key.FORCE_SYNC)) {
            warnings.add("forceSync=no: acknowledged writes may be lost when the machine fails");
        }
        return new Log(
                settings.flag(Key.FORCE_SYNC),
                settings.number(Key.FSYNC_WARNING),
                settings.number(Key.FLUSH_DELAY),
                settings.number(Key.MAX_BATCH_SIZE),
                settings.longNumber(Key.PRE_ALLOC_SIZE) * 1024,
                kibibytes(Key.TXN_LOG_SIZE_LIMIT),
                settings.text(Key.LOG_THREAD));
    }

    private OptionalLong kibibytes(Key key) {
        OptionalLong number = settings.numberIfGiven(key);
        return number.isPresent() && number.getAsLong() > 0
                ? OptionalLong.of(number.getAsLong() * 1024)
                : OptionalLong.empty();
    }

    private int retain() {
        int retain = settings.number(Key.SNAP_RETAIN_COUNT);
        if (retain < MIN_RETAIN) {
            warnings.add("Invalid autopurge.snapRetainCount: " + retain + ". Defaulting to 3");
            return MIN_RETAIN;
        }
        return retain;
    }

    private Sessions sessions() throws ConfigException {
        int tick = settings.number(Key.TICK_TIME);
        int min = settings.number(Key.MIN_SESSION_TIMEOUT);
        int max = settings.number(Key.MAX_SESSION_TIMEOUT);
        int shortest = min < 0 ? saturated(tick, 2) : min;
        int longest = max < 0 ? saturated(tick, 20) : max;
        if (shortest > longest) {
            Setting culprit =
                    settings.given(Key.MIN_SESSION_TIMEOUT)
                            .or(() -> settings.given(Key.MAX_SESSION_TIMEOUT))
                            .orElseThrow();
            throw culprit.refuse(
                    "minSessionTimeout ("
                            + shortest
                            + ") must not be larger than maxSessionTimeout ("
                            + longest
                            + ")");
        }
        return new Sessions(tick, shortest, longest);
    }

    private static int saturated(int tick, int factor) {
        return (int) Math.min(Integer.MAX_VALUE, (long) tick * factor);
    }

    private Limits limits() {
        int frame = settings.number(Key.MAX_BUFFER);
        OptionalLong extra = settings.numberIfGiven(Key.EXTRA_SIZE);
        long threshold = settings.longNumber(Key.LARGE_REQUEST_THRESHOLD);
        return new Limits(
                frame,
                (int) Math.max(1024, extra.orElse(frame)),
                outstanding(),
                settings.longNumber(Key.OUTSTANDING_BYTES),
                threshold < 0 ? OptionalLong.empty() : OptionalLong.of(threshold),
                settings.longNumber(Key.LARGE_REQUEST_MAX_BYTES),
                settings.number(Key.THROTTLED_OP_WAIT));
    }

    private int outstanding() {
        int limit = settings.number(Key.OUTSTANDING_LIMIT);
        int throttle = settings.number(Key.REQUEST_THROTTLE);
        return throttle == 0 ? limit : Math.min(limit, throttle);
    }

    private Optional<Pauses> pauses() {
        return settings.flag(Key.PAUSE_MONITOR)
                ? Optional.of(
                        new Pauses(
                                settings.number(Key.PAUSE_INTERVAL),
                                settings.number(Key.PAUSE_INFO),
                                settings.number(Key.PAUSE_WARN)))
                : Optional.empty();
    }

    private Rules rules() {
        String superDigest = settings.text(Key.SUPER_DIGEST);
        return new Rules(
                settings.flag(Key.SKIP_ACL),
                settings.flag(Key.ENFORCE_QUOTA),
                settings.flag(Key.EXTENDED_TYPES),
                settings.given(Key.EXTENDED_TYPES).isPresent(),
                settings.flag(Key.DIGEST_ENABLED),
                new DigestScheme(
                        settings.flag(Key.DIGEST_AUTH_ENABLED),
                        settings.text(Key.DIGEST_ALG),
                        superDigest.isEmpty() ? Optional.empty() : Optional.of(superDigest)),
                new Containers(
                        settings.number(Key.CONTAINER_INTERVAL),
                        settings.number(Key.CONTAINER_RATE),
                        settings.number(Key.CONTAINER_NEVER_USED)));
    }

    private Throttle throttle() {
        boolean weighted = settings.flag(Key.THROTTLE_WEIGHTED);
        return new Throttle(
                settings.number(Key.THROTTLE_TOKENS),
                settings.number(Key.THROTTLE_FILL_TIME),
                settings.number(Key.THROTTLE_FILL_COUNT),
                settings.number(Key.THROTTLE_FREEZE_TIME),
                settings.fraction(Key.THROTTLE_DROP_INCREASE),
                settings.fraction(Key.THROTTLE_DROP_DECREASE),
                settings.fraction(Key.THROTTLE_DECREASE_RATIO),
                weighted ? settings.number(Key.THROTTLE_GLOBAL_WEIGHT) : 1,
                weighted ? settings.number(Key.THROTTLE_RENEW_WEIGHT) : 1);
    }

    private Words words() {
        List<String> names = new ArrayList<>();
        for (String name : settings.text(Key.WHITELIST).split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return new Words(
                List.copyOf(names), names.contains("*"), settings.flag(Key.READ_ONLY_MODE));
    }
}
