package org.muster.testkit.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.client.Blocking;
import org.muster.client.CallOption;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.UnavailableException;
import org.muster.model.Bytes;
import org.muster.testkit.ServerProcess;

/** A client that speaks TLS. */
final class ClientTlsTest {
    private static ServerProcess server;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(Subject.MUSTER.launch());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everythingWorksAsInTheClear() throws Exception {
        try (TlsFront front = new TlsFront(server.address(), folder, "dns:localhost");
                MusterClient client =
                        MusterClient.builder("localhost:" + front.port())
                                .tls(front.context())
                                .build()) {
            Blocking calls = client.blocking();
            byte[] large = new byte[900_000];
            large[899_999] = 7;
            calls.create("/large", Bytes.copyOf(large), CreateSpec.persistent());
            assertArrayEquals(large, calls.get("/large").data().toArray());
            for (int i = 0; i < 100; i++) {
                assertEquals(900_000, calls.get("/large").stat().dataLength());
            }
        }
    }

    @Test
    void aCertificateForAnotherNameIsNotAccepted() throws Exception {
        try (TlsFront front = new TlsFront(server.address(), folder, "dns:elsewhere.invalid");
                MusterClient client =
                        MusterClient.builder("localhost:" + front.port())
                                .tls(front.context())
                                .build()) {
            UnavailableException refused =
                    assertThrows(
                            UnavailableException.class,
                            () ->
                                    client.blocking()
                                            .get("/", CallOption.within(Duration.ofSeconds(2))));
            assertTrue(refused.getMessage().contains("localhost"), refused.getMessage());
        }
    }
}
