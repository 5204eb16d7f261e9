package org.muster.server.admin;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.muster.server.admin.PrometheusSamples.Sink;
import org.muster.server.config.HostFacts;

/** What the virtual machine and its process tell of themselves, by the usual Prometheus names. */
final class JvmSamples {
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;

    private JvmSamples() {}

    /** Tells all of it. */
    static void tell(Sink sink) {
        memory(sink);
        buffers(sink);
        collectors(sink);
        info(sink);
        classes(sink);
        threads(sink);
        process(sink);
    }

    private static void memory(Sink sink) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage rest = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        Map<String, ToDoubleFunction<MemoryUsage>> parts =
                Map.of(
                        "used", MemoryUsage::getUsed,
                        "committed", MemoryUsage::getCommitted,
                        "max", MemoryUsage::getMax,
                        "init", MemoryUsage::getInit);
        for (String part : List.of("used", "committed", "max", "init")) {
            ToDoubleFunction<MemoryUsage> value = parts.getOrDefault(part, usage -> 0);
            String name = "jvm_memory_bytes_" + part;
            sink.family(name, "gauge");
            sink.sample(name, "area=\"heap\"", value.applyAsDouble(heap));
            sink.sample(name, "area=\"nonheap\"", value.applyAsDouble(rest));
            String ofPool = "jvm_memory_pool_bytes_" + part;
            sink.family(ofPool, "gauge");
            for (MemoryPoolMXBean pool : pools) {
                double bytes = value.applyAsDouble(pool.getUsage());
                sink.sample(ofPool, label("pool", pool.getName()), bytes);
            }
        }
    }

    private static void buffers(Sink sink) {
        List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
        buffers(sink, "jvm_buffer_pool_used_bytes", pools, BufferPoolMXBean::getMemoryUsed);
        buffers(sink, "jvm_buffer_pool_capacity_bytes", pools, BufferPoolMXBean::getTotalCapacity);
        buffers(sink, "jvm_buffer_pool_used_buffers", pools, BufferPoolMXBean::getCount);
    }

    private static void buffers(
            Sink sink,
            String name,
            List<BufferPoolMXBean> pools,
            ToDoubleFunction<BufferPoolMXBean> value) {
        sink.family(name, "gauge");
        pools.forEach(pool ->
                sink.sample(name, label("pool", pool.getName()), value.applyAsDouble(pool)));
    }

    private static void collectors(Sink sink) {
        String name = "jvm_gc_collection_seconds";
        sink.family(name, "summary");
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            String label = label("gc", gc.getName());
            sink.sample(name + "_count", label, gc.getCollectionCount());
            sink.sample(name + "_sum", label, gc.getCollectionTime() / MS_PER_S);
        }
    }

    private static void info(Sink sink) {
        sink.family("jvm_info", "gauge");
        String labels =
                label("version", HostFacts.javaProperty("java.runtime.version"))
                        + ","
                        + label("vendor", HostFacts.javaProperty("java.vm.vendor"))
                        + ","
                        + label("runtime", HostFacts.javaProperty("java.runtime.name"));
        sink.sample("jvm_info", labels, 1);
    }

    private static void classes(Sink sink) {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        one(sink, "jvm_classes_loaded", "gauge", classes.getLoadedClassCount());
        one(sink, "jvm_classes_loaded_total", "counter", classes.getTotalLoadedClassCount());
        one(sink, "jvm_classes_unloaded_total", "counter", classes.getUnloadedClassCount());
    }

    private static void threads(Sink sink) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        one(sink, "jvm_threads_current", "gauge", threads.getThreadCount());
        one(sink, "jvm_threads_daemon", "gauge", threads.getDaemonThreadCount());
        one(sink, "jvm_threads_peak", "gauge", threads.getPeakThreadCount());
        one(sink, "jvm_threads_started_total", "counter", threads.getTotalStartedThreadCount());
        one(sink, "jvm_threads_deadlocked", "gauge", count(threads.findDeadlockedThreads()));
        long[] monitors = threads.findMonitorDeadlockedThreads();
        one(sink, "jvm_threads_deadlocked_monitor", "gauge", count(monitors));
        Map<Thread.State, Integer> states = new EnumMap<>(Thread.State.class);
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null) {
                states.merge(info.getThreadState(), 1, Integer::sum);
            }
        }
        sink.family("jvm_threads_state", "gauge");
        for (Thread.State state : Thread.State.values()) {
            int number = states.getOrDefault(state, 0);
            sink.sample("jvm_threads_state", label("state", state.name()), number);
        }
    }

    private static int count(long @org.jspecify.annotations.Nullable [] ids) {
        return ids == null ? 0 : ids.length;
    }

    private static void process(Sink sink) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        double cpu = info.totalCpuDuration().map(Duration::toNanos).orElse(0L) / NS_PER_S;
        one(sink, "process_cpu_seconds_total", "counter", cpu);
        double start = info.startInstant().map(Instant::toEpochMilli).orElse(0L) / MS_PER_S;
        one(sink, "process_start_time_seconds", "gauge", start);
        HostFacts.openFiles().ifPresent(count -> one(sink, "process_open_fds", "gauge", count));
        HostFacts.maxFiles().ifPresent(count -> one(sink, "process_max_fds", "gauge", count));
        HostFacts.memoryBytes("VmSize")
                .ifPresent(size -> one(sink, "process_virtual_memory_bytes", "gauge", size));
        HostFacts.memoryBytes("VmRSS")
                .ifPresent(size -> one(sink, "process_resident_memory_bytes", "gauge", size));
    }

    private static void one(Sink sink, String name, String type, Number value) {
        sink.family(name, type);
        sink.sample(name, "", value);
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
