package org.muster.recipes.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the end of some instances from a disturbance of the registry itself: when at least three
 * and more than half of all vanish within a while, they are kept as unconfirmed for some time.
 */
final class LossGuard {
    private static final int LEAST = 3;

    private record Missing(ServiceInstance instance, long sinceMs) {}

    private final long windowMs;
    private final long graceMs;
    private final Map<String, Missing> missing = new LinkedHashMap<>();
    private Map<String, ServiceInstance> confirmed = Map.of();
    private long keptUntilMs = Long.MIN_VALUE;

    LossGuard(long windowMs, long graceMs) {
        this.windowMs = windowMs;
        this.graceMs = graceMs;
    }

    /** Takes what is listed now, by id. */
    void listed(Map<String, ServiceInstance> now, long nowMs) {
        missing.values().removeIf(m -> nowMs - m.sinceMs > Math.max(windowMs, graceMs));
        confirmed.forEach((id, instance) -> {
            if (!now.containsKey(id)) {
                missing.put(id, new Missing(instance, nowMs));
            }
        });
        missing.keySet().removeAll(now.keySet());
        confirmed = new TreeMap<>(now);
        long recent = missing.values().stream().filter(m -> nowMs - m.sinceMs <= windowMs).count();
        if (recent >= LEAST && recent > confirmed.size()) {
            keptUntilMs = nowMs + graceMs;
        }
    }

    /** What is listed. */
    Map<String, ServiceInstance> confirmed() {
        return confirmed;
    }

    /** What is not listed any more and may nevertheless be there. */
    Map<String, ServiceInstance> unconfirmed(long nowMs) {
        Map<String, ServiceInstance> kept = new TreeMap<>();
        if (nowMs < keptUntilMs) {
            missing.forEach((id, m) -> kept.put(id, m.instance));
        }
        return kept;
    }
}
