package org.muster.server.admin;

import java.util.List;
import org.muster.server.config.Ensemble;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.ServerLine;

/** The answers to conf, dirs and hash. */
final class ConfigTexts {
    /** Where the files of this format version lie below a data directory. */
    static final String VERSION_2 = "version-2";

    private ConfigTexts() {}

    /** The bytes of the files in each data directory. */
    record Sizes(long snapshots, long log) {}

    /** {@code conf}. */
    static String conf(ServerConfig config, Sizes sizes) {
        int port = config.clients().listen().map(ServerConfig.Listen::port).orElse(-1);
        return "clientPort="
                + port
                + "\nsecureClientPort=-1\ndataDir="
                + config.disk().dataDir().resolve(VERSION_2)
                + "\ndataDirSize="
                + sizes.snapshots()
                + "\ndataLogDir="
                + config.disk().dataLogDir().resolve(VERSION_2)
                + "\ndataLogSize="
                + sizes.log()
                + "\ntickTime="
                + config.sessions().tickTimeMs()
                + "\nmaxClientCnxns="
                + config.clients().maxPerAddress()
                + "\nminSessionTimeout="
                + config.sessions().minTimeoutMs()
                + "\nmaxSessionTimeout="
                + config.sessions().maxTimeoutMs()
                + "\nclientPortListenBacklog="
                + config.clients().backlog()
                + "\nserverId="
                + config.ensemble()
                        .map(ensemble -> member(ensemble, config.sessions().tickTimeMs()))
                        .orElse("0\n");
    }

    private static String member(Ensemble ensemble, int tickMs) {
        ServerLine line = ensemble.members().line(ensemble.self()).orElseThrow();
        return ensemble.self()
                + "\ninitLimit="
                + ensemble.timing().initMs() / tickMs
                + "\nsyncLimit="
                + ensemble.timing().syncMs() / tickMs
                + "\nelectionAlg=3\nelectionPort="
                + line.addresses().getFirst().electionPort()
                + "\nquorumPort="
                + line.addresses().getFirst().quorumPort()
                + "\npeerType="
                + (line.observer() ? 1 : 0)
                + "\nmembership: \n"
                + ensemble.members().text();
    }

    /** {@code dirs}. */
    static String dirs(Sizes sizes) {
        return "datadir_size: " + sizes.snapshots() + "\nlogdir_size: " + sizes.log() + "\n";
    }

    /** {@code hash}. */
    static String hash(List<Member.RetainedDigest> digests) {
        StringBuilder text = new StringBuilder();
        for (Member.RetainedDigest each : digests) {
            text.append(Long.toHexString(each.zxid())).append(": ");
            text.append(each.digest()).append('\n');
        }
        return text.toString();
    }
}
