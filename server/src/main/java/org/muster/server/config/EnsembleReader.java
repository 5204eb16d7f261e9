package org.muster.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.muster.model.ServerId;
import org.muster.storage.member.Membership.WhenEmpty;

/** Makes an {@link Ensemble} of the settings that concern one. */
final class EnsembleReader {
    private static final String MYID = "myid";

    /** Less than the first makes the reference keep as many as the second. */
    private static final int MIN_HISTORY = 500;

    /** The highest id that a TTL znode's owner can be told from. */
    private static final int MAX_SID_WITH_TTL = 254;

    private final Settings settings;
    private final List<String> warnings;

    /** Reads from {@code settings}; what people should know goes to {@code warnings}. */
    EnsembleReader(Settings settings, List<String> warnings) {
        this.settings = settings;
        this.warnings = warnings;
    }

    /**
     * The members that {@code lines} describe, from the file {@code dynamic} if there is one.
     *
     * @throws ConfigException if they cannot work together
     */
    Members members(List<Setting> lines, Optional<Path> dynamic) throws ConfigException {
        Members members =
                Members.read(
                        lines,
                        dynamic.map(EnsembleReader::version).orElse(0L),
                        settings.flag(EnsembleKey.MULTI_ADDRESS));
        int voters = members.membership().voters().size();
        boolean observers = !members.membership().observers().isEmpty();
        boolean mayBeAlone = settings.flag(Key.STANDALONE_ENABLED);
        if (voters == 0 && observers) {
            throw aServerLine(lines).refuse("observers need participants, and there are none");
        } else if (voters == 0 && !mayBeAlone) {
            throw new ConfigException(
                    "standaloneEnabled=false needs a server line for at least one participant");
        } else if (voters == 1 && observers && mayBeAlone) {
            throw aServerLine(lines)
                    .refuse("observers need more than one participant, or standaloneEnabled=false");
        }
        return members;
    }

    private static Setting aServerLine(List<Setting> lines) {
        return lines.stream()
                .filter(line -> ServerLine.concerns(line.key()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether {@code members} are an ensemble, and not a server that stands alone. */
    boolean isEnsemble(Members members) {
        int voters = members.membership().voters().size();
        return voters > 1 || (voters == 1 && !settings.flag(Key.STANDALONE_ENABLED));
    }

    /**
     * The ensemble of {@code members}, seen by the server with this data directory.
     *
     * @throws ConfigException if it is no member, or lacks a setting that every member needs
     */
    Ensemble ensemble(Members members, Path dataDir) throws ConfigException {
        ServerId self = self(members, dataDir);
        warnOfRole(members.line(self).orElseThrow());
        warnOfSize(members.membership().voters().size());
        return new Ensemble(
                self,
                members,
                settings.flag(Key.RECONFIG_ENABLED),
                whenEmpty(),
                timing(),
                ports(),
                new Ensemble.Sync(
                        Math.max(MIN_HISTORY, settings.number(EnsembleKey.COMMIT_LOG_COUNT)),
                        settings.flag(EnsembleKey.FORCE_SNAPSHOT_SYNC),
                        settings.fraction(EnsembleKey.SNAPSHOT_SIZE_FACTOR)));
    }

    private WhenEmpty whenEmpty() {
        Optional<Setting> given = settings.given(EnsembleKey.DB_AUTOCREATE);
        if (given.isEmpty()) {
            return WhenEmpty.EMPTY;
        }
        if (!settings.flag(EnsembleKey.DB_AUTOCREATE)) {
            return WhenEmpty.AMNESIAC;
        }
        warnings.add(
                given.get().origin()
                        + ": with db.autocreate=true a voter that has lost its disk votes all the"
                        + " same, and what only it and a missing voter knew is lost");
        return WhenEmpty.INTACT;
    }

    private static long version(Path dynamic) {
        String name = dynamic.toString();
        try {
            return Long.parseLong(name.substring(name.lastIndexOf('.') + 1), 16);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private ServerId self(Members members, Path dataDir) throws ConfigException {
        Path file = dataDir.resolve(MYID);
        if (!Files.exists(file)) {
            throw new ConfigException(
                    file + " is missing: a member of an ensemble has its number there");
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new ConfigException(file + " cannot be read: " + failure);
        }
        ServerId self = self(text, file.toString());
        if (members.line(self).isEmpty()) {
            throw new ConfigException(file + ":1: there is no server." + self);
        }
        return self;
    }

    /**
     * The id that the text of the file {@code file} gives.
     *
     * @throws ConfigException if it gives none, or one that cannot be
     */
    ServerId self(String text, String file) throws ConfigException {
        int end = text.indexOf('\n');
        String number = (end < 0 ? text : text.substring(0, end)).stripTrailing();
        boolean ttl = settings.flag(Key.EXTENDED_TYPES);
        Rule.Whole allowed = ttl ? new Rule.Whole(0, MAX_SID_WITH_TTL) : ServerLine.SID;
        if (!allowed.accepts(number)) {
            String shown = number.length() > 20 ? number.substring(0, 20) + "..." : number;
            throw new ConfigException(
                    file
                            + ":1: \""
                            + shown
                            + "\" is not "
                            + allowed.allowed()
                            + (ttl ? "; 255 needs extendedTypesEnabled=false" : ""));
        }
        return new ServerId(Long.parseLong(number));
    }

    private void warnOfRole(ServerLine line) {
        Optional<Setting> given = settings.given(Key.PEER_TYPE);
        boolean observer = settings.text(Key.PEER_TYPE).toLowerCase(Locale.ROOT).equals("observer");
        if (given.isPresent() && observer != line.observer()) {
            warnings.add(
                    given.get().origin()
                            + ": peerType is not the role in server."
                            + line.sid()
                            + ", which holds");
        }
    }

    private void warnOfSize(int voters) {
        if (voters == 2) {
            warnings.add("with two participants no failure of a server is tolerated");
        } else if (voters % 2 == 0) {
            warnings.add(voters + " participants tolerate no more failures than " + (voters - 1));
        }
    }

    private Ensemble.Timing timing() throws ConfigException {
        int initMs = ticks(required(EnsembleKey.INIT_LIMIT));
        int syncMs = ticks(required(EnsembleKey.SYNC_LIMIT));
        int connect = settings.number(EnsembleKey.CONNECT_LIMIT);
        int greeting = settings.number(EnsembleKey.QUORUM_CNXN_TIMEOUT);
        int firstRepeat = settings.number(EnsembleKey.MIN_NOTIFICATION_INTERVAL);
        int lastRepeat = settings.number(EnsembleKey.MAX_NOTIFICATION_INTERVAL);
        int beat = settings.number(EnsembleKey.BEAT);
        int suspicion = settings.number(EnsembleKey.SUSPICION);
        if (suspicion < 2 * beat) {
            throw new ConfigException(
                    "muster.suspicionMs ("
                            + suspicion
                            + ") must be at least twice muster.beatMs ("
                            + beat
                            + ")");
        }
        return new Ensemble.Timing(
                initMs,
                syncMs,
                connect == 0 ? initMs : ticks(connect),
                new Ensemble.Election(
                        settings.number(EnsembleKey.CNX_TIMEOUT),
                        greeting > 0 ? greeting : syncMs,
                        firstRepeat,
                        Math.max(firstRepeat, lastRepeat)),
                beat,
                suspicion,
                settings.number(EnsembleKey.OBSERVER_ELECTION_DELAY));
    }

    private int required(EnsembleKey key) throws ConfigException {
        int number = settings.number(key);
        if (number == 0) {
            throw new ConfigException(key.text() + " is not set, and a member needs it");
        }
        return number;
    }

    private int ticks(int count) {
        return (int) Math.min(Integer.MAX_VALUE, (long) count * settings.number(Key.TICK_TIME));
    }

    private Ensemble.Ports ports() {
        int attempts = settings.number(EnsembleKey.ELECTION_BIND_RETRY);
        int standard = Integer.parseInt(EnsembleKey.ELECTION_BIND_RETRY.standard());
        return new Ensemble.Ports(
                settings.flag(EnsembleKey.LISTEN_ON_ALL),
                settings.flag(EnsembleKey.MULTI_ADDRESS),
                settings.flag(EnsembleKey.TCP_KEEP_ALIVE),
                attempts == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of(attempts < 0 ? standard : attempts),
                settings.number(EnsembleKey.LEADER_CONNECT_DELAY));
    }
}
