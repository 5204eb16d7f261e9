"""What an application does with kazoo; argument: host:port. Ends with 0 if all is as it must be."""
import sys
import threading

from kazoo.client import KazooClient
from kazoo.exceptions import (
    BadVersionError,
    NoAuthError,
    NodeExistsError,
    NoNodeError,
    NotEmptyError,
    RolledBackError,
)
from kazoo.protocol.states import KazooState
from kazoo.recipe.watchers import ChildrenWatch, DataWatch
from kazoo.security import make_digest_acl

WAIT = 30


def connect(hosts):
    client = KazooClient(hosts=hosts, timeout=20)
    client.start(timeout=WAIT)
    return client


def expect(error, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except error:
        return
    raise AssertionError("expected %s" % error.__name__)


def nodes(client):
    assert client.create("/py", b"zero") == "/py"
    data, stat = client.get("/py")
    assert data == b"zero" and stat.version == 0
    assert client.set("/py", b"one").version == 1
    expect(BadVersionError, client.set, "/py", b"x", version=7)
    expect(NodeExistsError, client.create, "/py", b"")
    path, stat = client.create("/py/s-", b"", sequence=True, include_data=True)
    assert path == "/py/s-0000000000" and stat.version == 0
    assert client.create("/py/deep/er", b"d", makepath=True) == "/py/deep/er"
    expect(NotEmptyError, client.delete, "/py/deep")
    assert sorted(client.get_children("/py")) == ["deep", "s-0000000000"]
    children, stat = client.get_children("/py", include_data=True)
    assert stat.numChildren == 2
    assert client.exists("/py/none") is None
    expect(NoNodeError, client.get, "/py/none")
    client.delete("/py/deep", recursive=True)
    assert client.sync("/py") == "/py"


def transactions(client):
    tx = client.transaction()
    tx.create("/py/tx", b"0")
    tx.check("/py/tx", 0)
    tx.set_data("/py/tx", b"1", version=0)
    results = tx.commit()
    assert results[0] == "/py/tx" and results[1] is True and results[2].version == 1
    tx = client.transaction()
    tx.set_data("/py/tx", b"2")
    tx.check("/py/tx", 9)
    tx.delete("/py/tx")
    results = tx.commit()
    assert isinstance(results[0], RolledBackError), results
    assert isinstance(results[1], BadVersionError), results
    assert client.get("/py/tx")[0] == b"1"


def watches(client):
    seen = []
    changed = threading.Event()

    def on_data(data, stat):
        seen.append(data)
        if data == b"now":
            changed.set()

    DataWatch(client, "/py/watched", on_data)
    client.create("/py/watched", b"at first")
    client.set("/py/watched", b"now")
    assert changed.wait(WAIT), seen
    grown = threading.Event()

    def on_children(children):
        if "child" in children:
            grown.set()

    ChildrenWatch(client, "/py/watched", on_children)
    client.create("/py/watched/child", b"")
    assert grown.wait(WAIT)


def permissions(hosts, client):
    client.add_auth("digest", "me:pw")
    client.create("/py/mine", b"m", acl=[make_digest_acl("me", "pw", all=True)])
    assert client.get("/py/mine")[0] == b"m"
    acls, _ = client.get_acls("/py/mine")
    assert acls[0].perms == 31
    stranger = connect(hosts)
    expect(NoAuthError, stranger.get, "/py/mine")
    stranger.stop()
    stranger.close()


def sessions(hosts):
    first = connect(hosts)
    first.create("/py/alive", b"", ephemeral=True)
    lost = threading.Event()
    again = threading.Event()

    def on_state(state):
        if state == KazooState.SUSPENDED:
            lost.set()
        elif state == KazooState.CONNECTED and lost.is_set():
            again.set()

    first.add_listener(on_state)
    session = first.client_id[0]
    first._connection._socket.shutdown(2)
    assert lost.wait(WAIT) and again.wait(WAIT), "comes back"
    assert first.client_id[0] == session, "with the same session"
    assert first.exists("/py/alive").ephemeralOwner == session
    first.stop()
    first.close()
    second = connect(hosts)
    assert second.exists("/py/alive") is None
    second.stop()
    second.close()


def recipes(hosts, client):
    other = connect(hosts)
    mine = client.Lock("/py/lock", "one")
    theirs = other.Lock("/py/lock", "two")
    assert mine.acquire(timeout=WAIT)
    assert not theirs.acquire(blocking=False)
    assert theirs.contenders()[0] == "one"
    mine.release()
    assert theirs.acquire(timeout=WAIT)
    theirs.release()
    counter = client.Counter("/py/counter")
    counter += 5
    counter -= 2
    assert counter.value == 3
    queue = client.Queue("/py/queue")
    queue.put(b"a")
    queue.put(b"b", priority=1)
    assert queue.get() == b"b" and queue.get() == b"a"
    locking = client.LockingQueue("/py/locking")
    locking.put(b"entry")
    assert locking.get(timeout=WAIT) == b"entry" and locking.consume()
    barrier = client.Barrier("/py/barrier")
    barrier.create()
    assert not other.Barrier("/py/barrier").wait(timeout=0.2)
    barrier.remove()
    assert other.Barrier("/py/barrier").wait(timeout=WAIT)
    semaphore = client.Semaphore("/py/semaphore", max_leases=1)
    assert semaphore.acquire(timeout=WAIT)
    semaphore.release()
    elected = threading.Event()
    client.Election("/py/election", "one").run(elected.set)
    assert elected.is_set()
    party = client.Party("/py/party", "one")
    party.join()
    assert list(other.Party("/py/party")) == ["one"]
    party.leave()
    other.stop()
    other.close()


def main(hosts):
    client = connect(hosts)
    nodes(client)
    transactions(client)
    watches(client)
    permissions(hosts, client)
    sessions(hosts)
    recipes(hosts, client)
    pending = [client.create_async("/py/n", b"", sequence=True) for _ in range(500)]
    paths = [one.get(timeout=WAIT) for one in pending]
    assert paths == sorted(paths) and len(set(paths)) == 500
    client.stop()
    client.close()
    print("all done")


main(sys.argv[1])
