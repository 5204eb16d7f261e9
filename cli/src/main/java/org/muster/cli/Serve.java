package org.muster.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.muster.server.Server;
import org.muster.server.StartException;
import org.muster.server.config.ConfigException;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;

/** {@code muster serve}. */
final class Serve implements Subcommand {
    private static final int BAD_CONFIG = 2;

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String help() {
        return """
        usage: muster serve [zoo.cfg] [--port N] [--data-dir DIR] [--log-level LEVEL]
                            [key=value ...]

        Serves ZooKeeper clients until it is told to stop (SIGTERM, Ctrl-C). Without a
        configuration file it listens on 127.0.0.1:2181 and keeps its data in ./muster-data.

          zoo.cfg            a configuration as Apache ZooKeeper reads it
          --port N           the client port, before what the file says; 0 takes a free one
          --data-dir DIR     the data directory, before what the file says
          --log-level LEVEL  error, warn, info (standard) or debug: what is written on stderr
          key=value          any key of zoo.cfg, before what the file says

        docs/configuration.md lists all keys. When it is ready to serve it prints one line.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        ServeOptions options = ServeOptions.parse(arguments);
        EventLog log = new EventLog(streams.err(), options.logLevel(), System::currentTimeMillis);
        try {
            ServerConfig config =
                    ConfigLoader.load(Sources.ofProcess(options.file(), options.settings()));
            Server server = Server.start(config, log);
            server.stopOnSignal();
            streams.out().println(ready(config, server.address()));
            streams.out().flush();
            return KEEP_RUNNING;
        } catch (ConfigException refusal) {
            streams.err().println("muster: " + refusal.getMessage());
            return BAD_CONFIG;
        } catch (StartException refusal) {
            streams.err().println("muster: " + refusal.getMessage());
            return refusal.exitCode();
        }
    }

    private static String ready(ServerConfig config, Optional<InetSocketAddress> address) {
        String where =
                address.map(at -> "ready to serve on " + text(at))
                        .orElse("ready, but no client port is configured");
        return "muster: "
                + where
                + ", data in "
                + config.disk().dataDir().toAbsolutePath().normalize();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
