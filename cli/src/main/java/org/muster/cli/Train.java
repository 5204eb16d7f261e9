package org.muster.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.muster.server.Server;
import org.muster.server.StartException;
import org.muster.server.config.ConfigException;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;

/**
 * {@code muster train}: serves itself for a moment while the virtual machine takes notes.
 *
 * <p>The build runs it once. What is noted, the classes that a server needs and the profiles of its
 * hot methods, goes to a cache, with which every later server starts and warms up sooner. So it
 * does in small what servers do: creates, writes, reads and watches over pipelined connections,
 * then a start on the data they left.
 */
final class Train implements Subcommand {
    private static final int FAILED = 1;
    private static final int CONNECTIONS = 8;
    private static final int PIPELINED = 32;
    private static final int TURNS = 120;
    private static final int CREATE = 1;
    private static final int GET_DATA = 4;
    private static final int SET_DATA = 5;

    private final List<Session> sessions = new ArrayList<>();
    private int znodes;

    @Override
    public String name() {
        return "train";
    }

    @Override
    public String help() {
        return """
        usage: muster train --data-dir DIR

        Runs a server on the empty directory DIR for a moment, with clients of its own. The build
        does this once under -XX:AOTCacheOutput, so that later servers start sooner.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        ServeOptions options = ServeOptions.parse(arguments);
        EventLog log = new EventLog(streams.err(), options.logLevel(), System::currentTimeMillis);
        try {
            ServerConfig config =
                    ConfigLoader.load(Sources.ofProcess(options.file(), options.settings()));
            for (int start = 0; start < 3; start++) {
                try (Server server = Server.start(config, log)) {
                    exercise(server.address().orElseThrow());
                }
            }
            streams.out().println("muster: trained");
            return 0;
        } catch (ConfigException | StartException | IOException refusal) {
            streams.err().println("muster: " + refusal.getMessage());
            return FAILED;
        }
    }

    private void exercise(InetSocketAddress address) throws IOException {
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                sessions.add(new Session(address));
            }
            if (znodes == 0) {
                sessions.getFirst().send(CREATE, "/t");
                sessions.getFirst().receive();
            }
            for (int turn = 0; turn < TURNS; turn++) {
                int first = znodes;
                turn(CREATE, first);
                znodes += CONNECTIONS * PIPELINED;
                turn(GET_DATA, first);
                turn(SET_DATA, first);
                turn(GET_DATA, first / 2);
            }
        } finally {
            for (Session session : sessions) {
                session.socket.close();
            }
            sessions.clear();
        }
    }

    /** Each session asks for the same of znodes of its own, and then hears the replies. */
    private void turn(int type, int first) throws IOException {
        int znode = first;
        for (Session session : sessions) {
            for (int i = 0; i < PIPELINED; i++) {
                session.send(type, "/t/znode-" + znode++);
            }
        }
        for (Session session : sessions) {
            session.receive();
        }
    }

    /** One client's connection, at its simplest. */
    private static final class Session {
        private static final int TIMEOUT_MS = 30_000;
        private static final int EVENT = -1;
        private static final byte[] DATA = new byte[100];

        private final Socket socket;
        private final DataInputStream in;
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        private int sent;
        private int heard;

        Session(InetSocketAddress address) throws IOException {
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            ByteArrayOutputStream hello = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(hello);
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(TIMEOUT_MS);
            out.writeLong(0);
            out.writeInt(16);
            out.write(new byte[17]);
            put(hello);
            gathered.writeTo(socket.getOutputStream());
            gathered.reset();
            in.skipNBytes(in.readInt());
        }

        private void put(ByteArrayOutputStream record) throws IOException {
            new DataOutputStream(gathered).writeInt(record.size());
            record.writeTo(gathered);
        }

        /** Gathers a request; every eighth read leaves a watch. */
        void send(int type, String path) throws IOException {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(record);
            out.writeInt(++sent);
            out.writeInt(type);
            string(out, path);
            if (type == GET_DATA) {
                out.writeBoolean(sent % 8 == 0);
            } else {
                out.writeInt(DATA.length);
                out.write(DATA);
                if (type == CREATE) {
                    out.writeInt(1);
                    out.writeInt(31);
                    string(out, "world");
                    string(out, "anyone");
                    out.writeInt(0);
                } else {
                    out.writeInt(-1);
                }
            }
            put(record);
        }

        private static void string(DataOutputStream out, String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }

        /** Sends what was gathered and waits for the reply to each request. */
        void receive() throws IOException {
            gathered.writeTo(socket.getOutputStream());
            gathered.reset();
            while (heard < sent) {
                int length = in.readInt();
                if (in.readInt() != EVENT) {
                    heard++;
                }
                in.skipNBytes(length - Integer.BYTES);
            }
        }
    }
}
