package org.muster.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.ServerId;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Membership.Group;
import org.muster.model.peer.Membership.Weighted;
import org.muster.storage.member.Membership.WhenEmpty;

/** What a zoo.cfg says about an ensemble, and what is refused. */
final class EnsembleConfigTest {
    private static final String THREE =
            """
            initLimit=10
            syncLimit=5
            server.3=c:2888:3888
            server.1=a:2888:3888
            server.2=b:2888:3888
            """;

    @TempDir Path folder;

    @Test
    void threeLinesAreAnEnsembleOfThree() throws Exception {
        ServerConfig config = load("2\n", THREE + "tickTime=2000\n");
        Ensemble ensemble = config.ensemble().orElseThrow();
        assertEquals(new ServerId(2), ensemble.self());
        assertEquals(
                new Membership(0, ids(1, 2, 3), List.of(), List.of()),
                ensemble.members().membership());
        assertEquals(
                new Ensemble.Timing(
                        20_000,
                        10_000,
                        20_000,
                        new Ensemble.Election(5_000, 10_000, 200, 60_000),
                        100,
                        500,
                        200),
                ensemble.timing());
        assertEquals(
                new Ensemble.Ports(false, false, false, OptionalInt.of(3), 100), ensemble.ports());
        assertEquals(new Ensemble.Sync(500, false, 0.33), ensemble.sync());
        assertFalse(ensemble.reconfigurable());
        assertEquals(WhenEmpty.EMPTY, ensemble.whenEmpty());
        assertEquals(List.of("no clientPort is set: no client can connect"), config.warnings());
    }

    @Test
    void everyKeyOfAnEnsembleIsRead() throws Exception {
        Ensemble ensemble =
                load(
                                "1",
                                THREE
                                        + """
                                        connectToLearnerMasterLimit=3
                                        cnxTimeout=7
                                        quorumCnxnTimeoutMs=8
                                        fastleader.minNotificationInterval=9
                                        fastleader.maxNotificationInterval=10
                                        muster.beatMs=20
                                        muster.suspicionMs=60
                                        observer.election.DelayMs=11
                                        quorumListenOnAllIPs=true
                                        multiAddress.enabled=true
                                        tcpKeepAlive=true
                                        electionPortBindRetry=0
                                        leaderConnectDelayDuringRetryMs=12
                                        commitLogCount=1000
                                        forceSnapshotSync=true
                                        snapshotSizeFactor=0.5
                                        db.autocreate=false
                                        reconfigEnabled=true
                                        """)
                        .ensemble()
                        .orElseThrow();
        assertEquals(
                new Ensemble.Timing(
                        30_000, 15_000, 9_000, new Ensemble.Election(7, 8, 9, 10), 20, 60, 11),
                ensemble.timing());
        assertEquals(
                new Ensemble.Ports(true, true, true, OptionalInt.empty(), 12), ensemble.ports());
        assertEquals(new Ensemble.Sync(1000, true, 0.5), ensemble.sync());
        assertTrue(ensemble.reconfigurable());
        assertEquals(WhenEmpty.AMNESIAC, ensemble.whenEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    zk1:2888:3888                 ~ zk1:2888:3888:participant
                    10.0.0.2:2888:3888:observer   ~ 10.0.0.2:2888:3888:observer
                    zk3:28:38: Participant ;2181  ~ zk3:28:38:participant;0.0.0.0:2181
                    zk4:28:38;10.0.0.4:2181       ~ zk4:28:38:participant;10.0.0.4:2181
                    [2001:db8::5]:28:38;[::]:2181 ~ [2001:db8::5]:28:38:participant;[::]:2181
                    zk6b:1:2|zk6a:3:4:observer;5  ~ zk6a:3:4|zk6b:1:2:observer;0.0.0.0:5
                    """)
    void aServerLineInEveryForm(String value, String canonical) throws ConfigException {
        ServerLine read = ServerLine.read(new Setting("server.4", value, "zoo.cfg:1"));
        assertEquals("server.4=" + canonical, read.text());
        ServerLine again = ServerLine.read(new Setting("server.4", canonical, "zoo.cfg:1"));
        assertEquals(read.text(), again.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.1=zk1:2888",
                "server.1=zk1",
                "server.1=",
                "server.1=:2888:3888",
                "server.1=zk1:2888:2888",
                "server.1=zk1:0:2888",
                "server.1=zk1:a:2888",
                "server.1=zk1:2888:65536",
                "server.1=a:1:2;b:3;c:4",
                "server.1=a:1:2;",
                "server.1=a:1:2;b:",
                "server.1=a:1:2;b:c:5",
                "server.1=a:1:2:leader",
                "server.1=a:1:2:observer:x",
                "server.1=a:1:2:observer|b:1:2:participant",
                "server.1=a:1:2|",
                "server.1=[::1:2888:3888",
                "server.1=[::1]2888:3888",
                "server.1=::1:2888:3888",
                "server.1=a b:2888:3888",
                "server.x=a:1:2",
                "server.=a:1:2",
                "server.-1=a:1:2",
                "server.256=a:1:2",
                "server.1.2=a:1:2"
            })
    void aMalformedServerLineIsRefusedAndNamed(String line) {
        int equals = line.indexOf('=');
        Setting setting =
                new Setting(line.substring(0, equals), line.substring(equals + 1), "zoo.cfg:7");
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> ServerLine.read(setting));
        assertTrue(refusal.getMessage().startsWith("zoo.cfg:7: " + line), refusal.getMessage());
    }

    @Test
    void severalAddressesNeedTheirKey() throws Exception {
        String lines = THREE + "server.2=b:2888:3888|d:2888:3888\n";
        assertRefused("1", lines, "several addresses need multiAddress.enabled=true");
        Ensemble ensemble =
                load("1", lines + "multiAddress.enabled=true\n").ensemble().orElseThrow();
        ServerLine two = ensemble.members().line(new ServerId(2)).orElseThrow();
        assertEquals(
                List.of(new HostPort("b", 3888), new HostPort("d", 3888)),
                two.addresses().stream().map(ServerLine.Address::election).toList());
        assertEquals(new HostPort("b", 2888), two.addresses().getFirst().quorum());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''     | "" is not a whole number from 0 to 254
                    x1     | "x1" is not a whole number
                    ' 1'   | " 1" is not a whole number
                    1 2    | "1 2" is not a whole number
                    -1     | "-1" is not a whole number
                    255    | "255" is not a whole number from 0 to 254; 255 needs extended
                    99999999999999999999999 | "99999999999999999999..." is not
                    4      | there is no server.4
                    """)
    void aNumberOfOnesOwnThatCannotBeIsRefused(String text, String reason) {
        assertRefused(text, THREE, "myid:1: " + reason);
    }

    @Test
    void onesOwnNumberMustBeThere() {
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> load(Optional.empty(), THREE));
        assertEquals(
                folder.resolve("myid")
                        + " is missing: a member of an ensemble has its number there",
                refusal.getMessage());
    }

    @Test
    void aServerWithoutTtlNodesMayBeNumber255() throws Exception {
        ServerConfig config = load("255", THREE + "server.255=d:1:2\nextendedTypesEnabled=false\n");
        assertEquals(new ServerId(255), config.ensemble().orElseThrow().self());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server.1=a:1:2:observer                   | observers need participants
                    server.1=a:1:2 server.2=b:1:2:observer    | more than one participant
                    standaloneEnabled=false                   | at least one participant
                    TWO                                       | initLimit is not set
                    TWO initLimit=5                           | syncLimit is not set
                    server.1=a:1:2 weight.2=1                 | there is no server.2
                    TWO group.1=1                             | server 2 is in no group
                    TWO weight.1=3                            | server 1 is in no group
                    TWO group.1=1:2:1                         | server 1 is in two groups
                    TWO group.1=1:2:3                         | server 3 is no participant
                    TWO group.1=1:2,3                         | 2,3 is not a whole number
                    TWO group.x=1:2                           | x is not a whole number
                    TWO group.1=1:2 weight.1=-1               | -1 is not a whole number
                    server.1=a:1:2 group.1=1 weight.1=0       | all groups have weight 0
                    sslQuorum=true                            | sslQuorum asks
                    quorum.auth.enableSasl=true               | quorum.auth.enableSasl asks
                    quorum.auth.serverRequireSasl=true        | quorum.auth.serverRequireSasl asks
                    quorum.auth.learnerRequireSasl=true       | quorum.auth.learnerRequireSasl asks
                    portUnification=true                      | portUnification asks
                    ssl.quorum.clientAuth=need                | ssl.quorum.clientAuth asks
                    electionAlg=1                             | from 3 to 3
                    peerType=leader                           | participant or observer
                    reconfigEnabled=yes                       | true or false
                    """)
    void whatCannotWorkTogetherIsRefused(String lines, String reason) {
        String all = lines.replace("TWO", "server.1=a:1:2 server.2=b:1:2").replace(' ', '\n');
        assertRefused("1", all + "\n", reason);
    }

    @Test
    void patienceWithAMusterIsLongerThanItsSilence() {
        assertRefused(
                "1", THREE + "muster.beatMs=300\n", "muster.suspicionMs (500) must be at least");
    }

    @Test
    void groupsAndWeightsAreWhatVotersCount() throws Exception {
        Ensemble ensemble =
                load("1", THREE + "group.2=3\ngroup.1=2:1\nweight.2=0\nweight.3=5\n")
                        .ensemble()
                        .orElseThrow();
        assertEquals(
                List.of(
                        new Group(
                                1,
                                List.of(
                                        new Weighted(new ServerId(2), 0),
                                        new Weighted(new ServerId(1), 1))),
                        new Group(2, List.of(new Weighted(new ServerId(3), 5)))),
                ensemble.members().membership().groups());
        assertEquals(
                """
                server.1=a:2888:3888:participant
                server.2=b:2888:3888:participant
                server.3=c:2888:3888:participant
                group.1=2:1
                group.2=3
                weight.2=0
                weight.1=1
                weight.3=5
                version=0\
                """,
                ensemble.members().text());
    }

    @Test
    void aLoneServerThatShallGrowIsAnEnsembleOfOne() throws Exception {
        ServerConfig config =
                load(
                        "1",
                        """
                        standaloneEnabled=false
                        initLimit=1
                        syncLimit=1
                        server.1=a:1:2;5
                        server.2=b:1:2:observer
                        """);
        Ensemble ensemble = config.ensemble().orElseThrow();
        assertEquals(ids(1), ensemble.members().membership().voters());
        assertEquals(ids(2), ensemble.members().membership().observers());
        assertEquals(Optional.of(new ServerConfig.Listen("0.0.0.0", 5)), config.clients().listen());
    }

    @Test
    void theDynamicFilesNameTellsItsVersion() throws Exception {
        Path dynamic = folder.resolve("zoo.cfg.dynamic.10000000a");
        Files.writeString(dynamic, "server.1=a:1:2;5\nserver.2=b:1:2;6");
        ServerConfig config =
                load("2", "dynamicConfigFile=" + dynamic + "\ninitLimit=1\nsyncLimit=1\n");
        Members members = config.ensemble().orElseThrow().members();
        assertEquals(0x1_0000_000aL, members.membership().version());
        assertTrue(members.text().endsWith("\nversion=10000000a"));
        assertEquals(6, config.clients().listen().orElseThrow().port());
        Files.writeString(dynamic, "server.1=a:1:2;5\nversion=5");
        assertRefused("1", "dynamicConfigFile=" + dynamic + "\n", "version does not belong");
        assertRefused(
                "1",
                "dynamicConfigFile=" + dynamic + "\nserver.1=a:1:2\n",
                "server.1 must be in the file that dynamicConfigFile names");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    peerType=observer        | zoo.cfg:7: peerType is not the role in server.1
                    server.3=c:1:2:observer  | with two participants no failure
                    server.4=d:1:2           | 4 participants tolerate no more
                    """)
    void whatIsUnwiseIsSaid(String line, String warning) throws Exception {
        List<String> warnings = load("1", THREE + line + "\nclientPort=1\n").warnings();
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.getFirst().contains(warning), warnings.toString());
    }

    private static List<ServerId> ids(long... sids) {
        return Arrays.stream(sids).mapToObj(ServerId::new).toList();
    }

    private void assertRefused(String myid, String lines, String reason) {
        ConfigException refusal =
                assertThrows(ConfigException.class, () -> load(myid, lines), reason);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
    }

    private ServerConfig load(String myid, String lines) throws ConfigException, IOException {
        return load(Optional.of(myid), lines);
    }

    private ServerConfig load(Optional<String> myid, String lines)
            throws ConfigException, IOException {
        if (myid.isPresent()) {
            Files.writeString(folder.resolve("myid"), myid.get());
        }
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(file, "dataDir=" + folder + "\n" + lines);
        return ConfigLoader.load(new Sources(Optional.of(file), List.of(), Map.of()));
    }
}
