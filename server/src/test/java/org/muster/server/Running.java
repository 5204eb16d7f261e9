package org.muster.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.server.config.ConfigException;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.Setting;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;

/** A server in this process, on a free port of loopback, with what it tells kept. */
final class Running implements AutoCloseable {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Server server;

    Running(Path folder, String... settings) throws ConfigException, StartException {
        List<Setting> all = new ArrayList<>();
        all.add(new Setting("dataDir", folder.toString(), "test"));
        all.add(new Setting("clientPort", "0", "test"));
        all.add(new Setting("preAllocSize", "64", "test"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.add(
                    new Setting(
                            setting.substring(0, equals), setting.substring(equals + 1), "test"));
        }
        EventLog log =
                new EventLog(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        EventLog.Level.DEBUG,
                        System::currentTimeMillis);
        server =
                Server.start(
                        ConfigLoader.load(new Sources(Optional.empty(), all, Map.of())),
                        log,
                        (code, reason, cause) -> {
                            log.error("halted with " + code + ": " + reason);
                            if (cause != null) {
                                cause.printStackTrace();
                            }
                        });
    }

    InetSocketAddress address() {
        return server.address().orElseThrow();
    }

    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
