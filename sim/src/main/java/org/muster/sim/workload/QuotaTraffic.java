package org.muster.sim.workload;

import java.nio.charset.StandardCharsets;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.sim.world.Rng;

/** Sets quotas on what the clients fight over, changes them, spoils them, takes them away. */
final class QuotaTraffic {
    /** One lies within another: the deeper quota counts alone. */
    private static final String[] SUBJECTS = {"/r", "/q", "/c", "/r/k0"};

    private static final String LIMITS = "/zookeeper_limits";
    private static final String STATS = "/zookeeper_stats";

    /** Where the limits or the statistics of some quota are, if there is one. */
    String someZnode(Rng rng) {
        return folder(rng) + (rng.chance(0.8) ? STATS : LIMITS);
    }

    WriteRequest write(Rng rng) {
        String folder = folder(rng);
        return switch (rng.nextInt(12)) {
            case 0, 1, 2 -> create(folder, "");
            case 3, 4 -> create(folder + LIMITS, limits(rng));
            case 5, 6, 7 -> create(folder + STATS, "count=0,bytes=0");
            case 8, 9 -> set(folder + LIMITS, limits(rng));
            case 10 -> set(folder + STATS, rng.nextBoolean() ? "count=1,bytes=2=;x=7" : "garbage");
            default -> new WriteRequest.Delete(ZPath.of(someZnode(rng)), -1);
        };
    }

    private static String folder(Rng rng) {
        return "/zookeeper/quota" + SUBJECTS[rng.nextInt(SUBJECTS.length)];
    }

    private static String limits(Rng rng) {
        if (rng.chance(0.05)) {
            return "count=many";
        }
        long count = rng.chance(0.3) ? -1 : rng.between(1, 12);
        long bytes = rng.chance(0.3) ? -1 : rng.between(1, 600);
        return "count=3,bytes=-1=;byteHardLimit=" + bytes + ";countHardLimit=" + count;
    }

    private static WriteRequest create(String path, String data) {
        return new WriteRequest.Create(Op.CREATE, ZPath.of(path), text(data), Acl.OPEN, 0, -1);
    }

    private static WriteRequest set(String path, String data) {
        return new WriteRequest.SetData(ZPath.of(path), text(data), -1);
    }

    private static Bytes text(String data) {
        return Bytes.owning(data.getBytes(StandardCharsets.UTF_8));
    }
}
