package org.muster.bench.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.Programs;

/** One life of a server that stands alone, from its start on a directory to its end. */
public final class ServerRun implements Serving {
    private final ServerProcess process;
    private final double startSeconds;
    private final double startCpuSeconds;

    /** Starts a server on a directory and waits until it answers a read in a new session. */
    public ServerRun(Contestant contestant, Path directory, String heap, String extraConfig) {
        int port = FreePorts.find(1).get(0);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Programs.output("sync");
        ServerProcess.prepare(directory, config(directory, port, extraConfig));
        process = new ServerProcess(contestant, directory, address, heap);
        try {
            startSeconds = (process.awaitServing() - process.beginNs()) / 1e9;
        } catch (BenchFailure e) {
            close();
            throw e;
        }
        startCpuSeconds = process.cpuMicros() / 1e6;
    }

    /** What every server's configuration begins with, alone or not. */
    static String config(Path directory, int port, String extra) {
        return """
        tickTime=2000
        dataDir=%s
        clientPortAddress=127.0.0.1
        clientPort=%d
        maxClientCnxns=0
        maxSessionTimeout=600000
        admin.enableServer=false
        %s
        """
                .formatted(directory.resolve("data"), port, extra);
    }

    /** Seconds from the start of the process until the first read was answered. */
    public double startSeconds() {
        return startSeconds;
    }

    /** Seconds of CPU that all its threads had used by then. */
    public double startCpuSeconds() {
        return startCpuSeconds;
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return process.address();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(address());
    }

    @Override
    public long cpuMicros() {
        return process.cpuMicros();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Where its data is. */
    public Path dataDirectory() {
        return process.dataDirectory();
    }

    /** Ends it as an operator would, by SIGTERM. */
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
