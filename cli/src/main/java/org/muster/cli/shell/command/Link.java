package org.muster.cli.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.muster.client.ClientBuilder;
import org.muster.client.Credential;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.SessionState;

/** The client that the commands use, and which servers it is for. Connects when it is used. */
public final class Link implements AutoCloseable {
    private final Settings settings;
    private final List<Credential> credentials;
    private String hosts;
    private boolean closed;
    private @Nullable MusterClient client;

    Link(Settings settings) {
        this.settings = settings;
        this.hosts = settings.hosts();
        this.credentials = new ArrayList<>(settings.credentials());
    }

    /** The servers and the chroot. */
    public String hosts() {
        return hosts;
    }

    /** The servers alone. */
    public String servers() {
        int slash = hosts.indexOf('/');
        return slash < 0 ? hosts : hosts.substring(0, slash);
    }

    /** Begins to connect, if there is no client yet, and does not wait. */
    public MusterClient client() {
        if (closed) {
            throw new ShellFailure(ExitCode.FAILED, "Not connected");
        }
        MusterClient present = client;
        if (present == null || present.session().state().isFinal()) {
            ClientBuilder builder =
                    MusterClient.builder(hosts)
                            .sessionTimeout(settings.sessionTimeout())
                            .callTimeout(settings.timeout());
            credentials.forEach(builder::credential);
            if (settings.readOnly()) {
                builder.allowReadOnly();
            }
            present = builder.build();
            client = present;
        }
        return present;
    }

    /** The client, once it has had a connection. */
    MusterClient ready() throws InterruptedException {
        MusterClient present = client();
        try {
            present.session().ready().get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new ShellFailure(
                    ExitCode.UNAVAILABLE,
                    "no server of " + servers() + " answers within " + seconds());
        } catch (ExecutionException failed) {
            throw MusterException.of(failed);
        }
        return present;
    }

    private String seconds() {
        return settings.timeout().toMillis() / 1000.0 + " s";
    }

    /** Where the session stands; empty if there is none. */
    public SessionState state() {
        MusterClient present = client;
        return present == null ? new SessionState.Connecting(0) : present.session().state();
    }

    /** Whether the user has closed it. */
    public boolean isClosed() {
        return closed;
    }

    /** Goes to other servers with a new session. */
    public void connect(String otherHosts) {
        close();
        hosts = otherHosts;
        closed = false;
        client();
    }

    /** Proves one more identity, in sessions to come too. */
    public void authenticate(Credential credential) throws InterruptedException {
        ready().addAuth(credential);
        credentials.add(credential);
    }

    /** Ends the session. */
    @Override
    public void close() {
        MusterClient present = client;
        client = null;
        closed = true;
        if (present != null) {
            present.close();
        }
    }
}
