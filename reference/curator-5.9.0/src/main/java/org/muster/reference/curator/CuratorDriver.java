package org.muster.reference.curator;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.muster.bench.client.Connection;
import org.muster.bench.client.Driver;
import org.muster.bench.failure.BenchFailure;

/** Apache's client; its clients share no threads. */
final class CuratorDriver implements Driver {
    private static final int CONNECT_S = 30;
    private static final int OK = KeeperException.Code.OK.intValue();

    @Override
    public Connection connect(String hosts, Runnable attached) {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher =
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        attached.run();
                        connected.countDown();
                    }
                };
        try {
            ZooKeeper client = new ZooKeeper(hosts, SESSION_MS, watcher);
            if (!connected.await(CONNECT_S, TimeUnit.SECONDS)) {
                throw new BenchFailure("Apache's client does not connect");
            }
            return new ApacheConnection(client);
        } catch (IOException e) {
            throw new BenchFailure("Apache's client cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public Connection connectSharing(String hosts) {
        return connect(hosts, () -> {});
    }

    private record ApacheConnection(ZooKeeper client) implements Connection {
        @Override
        public void create(String path, byte[] data, Done done) {
            client.create(
                    path,
                    data,
                    ZooDefs.Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT,
                    (rc, asked, context, name) -> done.done(rc == OK),
                    null);
        }

        @Override
        public void get(String path, Done done) {
            client.getData(
                    path, false, (rc, asked, context, data, stat) -> done.done(rc == OK), null);
        }

        @Override
        public void set(String path, byte[] data, Done done) {
            client.setData(path, data, -1, (rc, asked, context, stat) -> done.done(rc == OK), null);
        }

        @Override
        public Object watch(String path, Runnable changed, Done done) {
            Watcher watcher = event -> changed.run();
            client.getData(
                    path, watcher, (rc, asked, context, data, stat) -> done.done(rc == OK), null);
            return watcher;
        }

        @Override
        public void close() {
            try {
                client.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted", e);
            }
        }
    }
}
