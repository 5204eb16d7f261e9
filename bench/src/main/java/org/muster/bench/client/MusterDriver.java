package org.muster.bench.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.muster.bench.failure.BenchFailure;
import org.muster.client.ClientBuilder;
import org.muster.client.ClientRuntime;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.SessionState;
import org.muster.model.Bytes;

/** Muster's client. */
final class MusterDriver implements Driver {
    private static final int CONNECT_S = 30;

    private final ClientRuntime shared = new ClientRuntime();

    @Override
    public Connection connect(String hosts, Runnable attached) {
        return connect(MusterClient.builder(hosts), attached);
    }

    @Override
    public Connection connectSharing(String hosts) {
        return connect(MusterClient.builder(hosts).runtime(shared), () -> {});
    }

    private static Connection connect(ClientBuilder builder, Runnable attached) {
        MusterClient client = builder.sessionTimeout(Duration.ofMillis(SESSION_MS)).build();
        client.session()
                .onState(state -> {
                    if (state instanceof SessionState.Connected) {
                        attached.run();
                    }
                });
        try {
            client.session().ready().get(CONNECT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new BenchFailure("Muster's client does not connect", e);
        }
        return new MusterConnection(client);
    }

    private record MusterConnection(MusterClient client) implements Connection {
        @Override
        public void create(String path, byte[] data, Done done) {
            tell(client.create(path, Bytes.copyOf(data), CreateSpec.persistent()), done);
        }

        @Override
        public void get(String path, Done done) {
            tell(client.get(path), done);
        }

        @Override
        public void set(String path, byte[] data, Done done) {
            tell(client.set(path, Bytes.copyOf(data), Expect.any()), done);
        }

        @Override
        public AtomicReference<Object> watch(String path, Runnable changed, Done done) {
            AtomicReference<Object> kept = new AtomicReference<>();
            tell(
                    client.getAndWatch(path)
                            .thenAccept(watched -> {
                                kept.set(watched);
                                tell(watched.change(), ok -> changed.run());
                            }),
                    done);
            return kept;
        }

        private static void tell(CompletableFuture<?> call, Done done) {
            // What a callback throws ends nothing here: the window notices that a call is missing.
            var _ = call.whenComplete((value, failure) -> done.done(failure == null));
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
