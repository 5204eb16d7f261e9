"""kazoo's side of recipes that it shares with Muster's; arguments: host:port, what to do."""
import sys

from kazoo.client import KazooClient
from kazoo.recipe.lock import Lock
from kazoo.recipe.queue import LockingQueue, Queue

WAIT = 30
ROUNDS = 15


class CuratorNamedLock(Lock):
    """Gives its nodes names that Curator and Muster give theirs, and looks for such."""

    _NODE_NAME = "-lock-"
    _EXCLUDE_NAMES = ["lock-"]


def count(client, lock, path):
    """Adds to a number without any other protection than the lock."""
    for _ in range(ROUNDS):
        with lock:
            data, _ = client.get(path)
            client.set(path, str(int(data) + 1).encode())


def queues(client):
    plain = Queue(client, "/kq/plain")
    assert plain.get() == b"from muster"
    plain.put(b"from kazoo", priority=50)
    work = LockingQueue(client, "/kq/work")
    assert work.get(timeout=WAIT) == b"first"
    assert work.consume()
    work.put(b"second", priority=7)


def main():
    client = KazooClient(hosts=sys.argv[1], timeout=20)
    client.start(timeout=WAIT)
    todo = sys.argv[2]
    if todo == "lock":
        count(client, Lock(client, "/kl/stock", "kazoo"), "/kl/number")
    elif todo == "curator-lock":
        count(client, CuratorNamedLock(client, "/kl/curator", "kazoo"), "/kl/number2")
    elif todo == "queues":
        queues(client)
    client.stop()
    client.close()
    print("all done")


main()
