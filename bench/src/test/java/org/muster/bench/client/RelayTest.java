package org.muster.bench.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.bench.failure.BenchFailure;

final class RelayTest {
    private static final int LIMIT_MS = 10_000;

    @Test
    void bytesPassBothWaysUntilTheWayIsCut() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, here);
                Relay relay =
                        new Relay(List.of(new InetSocketAddress(here, server.getLocalPort())))) {
            assertThrows(BenchFailure.class, relay::newest);
            int port = Reattach.addresses(relay.hosts()).get(0).getPort();
            try (Socket client = new Socket(here, port);
                    Socket served = server.accept()) {
                client.setSoTimeout(LIMIT_MS);
                served.setSoTimeout(LIMIT_MS);
                client.getOutputStream().write(1);
                assertEquals(1, served.getInputStream().read());
                served.getOutputStream().write(2);
                assertEquals(2, client.getInputStream().read());
                relay.newest().cut();
                assertEquals(-1, client.getInputStream().read());
                assertEquals(-1, served.getInputStream().read());
            }
        }
    }
}
