package org.muster.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Settings;
import org.muster.model.peer.HostPort;
import org.muster.model.request.LinkRequest;

/** What a client should be like, before there is one. */
public final class ClientBuilder {
    private final HostList list;
    private final List<Credential> credentials = new ArrayList<>();
    private Duration sessionTimeout = Duration.ofSeconds(20);
    private Duration callTimeout = Duration.ofSeconds(15);
    private boolean allowReadOnly;
    private boolean recreate = true;
    private boolean persistentWatches = true;
    private @Nullable ClientRuntime runtime;
    private @Nullable SSLContext tls;

    ClientBuilder(String hosts) {
        this.list = HostList.parse(hosts);
    }

    /**
     * The session timeout to ask for, 20 seconds by default; servers grant what lies between their
     * limits. A server that is silent for two thirds of it is given up.
     */
    public ClientBuilder sessionTimeout(Duration timeout) {
        sessionTimeout = timeout;
        return this;
    }

    /** After which time a call that has no other ends, 15 seconds by default. */
    public ClientBuilder callTimeout(Duration timeout) {
        callTimeout = timeout;
        return this;
    }

    /** Proves an identity before anything else, on each connection. */
    public ClientBuilder credential(Credential credential) {
        credentials.add(credential);
        return this;
    }

    /** Lets the client read from a server that has no majority, if there is no better one. */
    public ClientBuilder allowReadOnly() {
        allowReadOnly = true;
        return this;
    }

    /** Closes the client when its session has expired, instead of opening another session. */
    public ClientBuilder closeOnExpiry() {
        recreate = false;
        return this;
    }

    /** Says that there are servers of release 3.5, which do not know lasting watches. */
    public ClientBuilder oldServers() {
        persistentWatches = false;
        return this;
    }

    /**
     * Speaks TLS, 1.2 or newer, to all servers, whose certificates must be valid in this context
     * and bear the names in the list of hosts.
     */
    public ClientBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Shares threads with other clients. */
    public ClientBuilder runtime(ClientRuntime shared) {
        runtime = shared;
        return this;
    }

    /** A client, which begins to connect at once. Never blocks, and fails for no server's sake. */
    public MusterClient build() {
        Settings defaults = Settings.DEFAULTS;
        Settings settings =
                new Settings(
                        Math.toIntExact(sessionTimeout.toMillis()),
                        allowReadOnly,
                        recreate,
                        defaults.failoverSpreadMs(),
                        defaults.maxRequestBytes(),
                        defaults.maxReplyBytes(),
                        defaults.window(),
                        defaults.maxQueued(),
                        persistentWatches,
                        defaults.assumedSyncLimitMs());
        RandomGenerator random = new SecureRandom();
        Core core = new Core(this, settings, random);
        for (Credential credential : credentials) {
            LinkRequest.Auth auth = new LinkRequest.Auth(credential.scheme(), credential.secret());
            core.input((machine, now) -> machine.authenticate(auth));
        }
        Chroot chroot = Chroot.NONE.at(list.chroot());
        return new MusterClient(core, chroot, core.newUserLane(), callTimeout);
    }

    List<HostPort> hosts() {
        return list.hosts();
    }

    @Nullable SSLContext tlsOrNull() {
        return tls;
    }

    boolean ownsRuntime() {
        return runtime == null;
    }

    ClientRuntime runtimeOrNew() {
        return runtime == null ? new ClientRuntime() : runtime;
    }
}
