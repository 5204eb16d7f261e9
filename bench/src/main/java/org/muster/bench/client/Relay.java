package org.muster.bench.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.muster.bench.failure.BenchFailure;

/** Stands before servers, passes on what goes to and fro, and can cut any connection. */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final List<ServerSocket> doors = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();

    /** Opens a port of 127.0.0.1 for each of these servers. */
    Relay(List<InetSocketAddress> servers) throws IOException {
        for (InetSocketAddress server : servers) {
            ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            doors.add(door);
            Thread.ofVirtual().start(() -> admit(door, server));
        }
    }

    /** Where clients connect. */
    String hosts() {
        return doors.stream()
                .map(door -> "127.0.0.1:" + door.getLocalPort())
                .collect(Collectors.joining(","));
    }

    /** The connection that came last. */
    synchronized Way newest() {
        if (ways.isEmpty()) {
            throw new BenchFailure("nobody is connected");
        }
        return ways.get(ways.size() - 1);
    }

    private void admit(ServerSocket door, InetSocketAddress server) {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Way way = new Way(client, new Socket(server.getAddress(), server.getPort()));
                synchronized (this) {
                    ways.add(way);
                }
                way.begin();
            } catch (IOException closed) {
                // The door is shut, which ends the loop, or this client is gone already.
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
        ways.forEach(Way::cut);
    }

    /** One client's connection, through to the server. */
    record Way(Socket client, Socket server) {
        private void begin() throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pass(client, server));
            Thread.ofVirtual().start(() -> pass(server, client));
        }

        private void pass(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            } catch (IOException broken) {
                // Either end is gone: so is the other, below.
            }
            cut();
        }

        /** Closes both ends. */
        void cut() {
            end(client);
            end(server);
        }

        private static void end(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new BenchFailure("cannot close a connection", e);
            }
        }
    }
}
