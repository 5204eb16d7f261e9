/* What an application does with Apache's C client; argument: host:port. Ends with 0 if all is as it must be. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zookeeper/zookeeper.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int connected, expired, events, completions;
static int last_type;
static char last_path[256];

#define REQUIRE(condition)                                                      \
    do {                                                                        \
        if (!(condition)) {                                                     \
            fprintf(stderr, "line %d: not so: %s\n", __LINE__, #condition);     \
            exit(1);                                                            \
        }                                                                       \
    } while (0)

static void on_session(zhandle_t *handle, int type, int state, const char *path, void *context) {
    (void)handle; (void)path; (void)context;
    pthread_mutex_lock(&lock);
    if (type == ZOO_SESSION_EVENT && state == ZOO_CONNECTED_STATE) connected++;
    if (type == ZOO_SESSION_EVENT && state == ZOO_EXPIRED_SESSION_STATE) expired++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void on_event(zhandle_t *handle, int type, int state, const char *path, void *context) {
    (void)handle; (void)state; (void)context;
    pthread_mutex_lock(&lock);
    last_type = type;
    snprintf(last_path, sizeof last_path, "%s", path);
    events++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void on_created(int code, const char *name, const void *context) {
    (void)name; (void)context;
    REQUIRE(code == ZOK);
    pthread_mutex_lock(&lock);
    completions++;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

/* Waits until *counter reaches value, for half a minute at most. */
static int await(int *counter, int value) {
    struct timespec deadline;
    int reached;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += 30;
    pthread_mutex_lock(&lock);
    while (*counter < value && pthread_cond_timedwait(&changed, &lock, &deadline) == 0) {}
    reached = *counter >= value;
    pthread_mutex_unlock(&lock);
    return reached;
}

static zhandle_t *open_session(const char *hosts, const clientid_t *id) {
    int before = connected;
    zhandle_t *handle = zookeeper_init(hosts, on_session, 20000, id, NULL, 0);
    REQUIRE(handle != NULL);
    REQUIRE(await(&connected, before + 1));
    return handle;
}

static void nodes(zhandle_t *zk) {
    char path[256], data[64];
    int length = sizeof data;
    struct Stat stat;
    struct String_vector children;
    REQUIRE(zoo_create(zk, "/c", "zero", 4, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path) == ZOK);
    REQUIRE(strcmp(path, "/c") == 0);
    REQUIRE(zoo_set2(zk, "/c", "one", 3, 0, &stat) == ZOK && stat.version == 1);
    REQUIRE(zoo_get(zk, "/c", 0, data, &length, &stat) == ZOK);
    REQUIRE(length == 3 && memcmp(data, "one", 3) == 0);
    REQUIRE(zoo_set(zk, "/c", "x", 1, 9) == ZBADVERSION);
    REQUIRE(zoo_create(zk, "/c/s-", NULL, -1, &ZOO_OPEN_ACL_UNSAFE, ZOO_SEQUENCE, path, sizeof path) == ZOK);
    REQUIRE(strcmp(path, "/c/s-0000000000") == 0);
    length = sizeof data;
    REQUIRE(zoo_get(zk, path, 0, data, &length, &stat) == ZOK && length == -1);
    REQUIRE(zoo_create2(zk, "/c/k", "", 0, &ZOO_OPEN_ACL_UNSAFE, ZOO_CONTAINER, path, sizeof path, &stat) == ZOK);
    REQUIRE(stat.numChildren == 0);
    REQUIRE(zoo_get_children(zk, "/c", 0, &children) == ZOK && children.count == 2);
    deallocate_String_vector(&children);
    REQUIRE(zoo_delete(zk, "/c", -1) == ZNOTEMPTY);
    REQUIRE(zoo_exists(zk, "/c/none", 0, &stat) == ZNONODE);
}

static void watches(zhandle_t *zk, zhandle_t *other) {
    struct Stat stat;
    struct String_vector children;
    char path[256];
    REQUIRE(zoo_wexists(zk, "/c/w", on_event, NULL, &stat) == ZNONODE);
    REQUIRE(zoo_create(other, "/c/w", NULL, -1, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path) == ZOK);
    REQUIRE(await(&events, 1) && last_type == ZOO_CREATED_EVENT && strcmp(last_path, "/c/w") == 0);
    REQUIRE(zoo_wget_children(zk, "/c/w", on_event, NULL, &children) == ZOK);
    deallocate_String_vector(&children);
    REQUIRE(zoo_create(other, "/c/w/x", NULL, -1, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path) == ZOK);
    REQUIRE(await(&events, 2) && last_type == ZOO_CHILD_EVENT);
    REQUIRE(zoo_wexists(zk, "/c/w/x", on_event, NULL, &stat) == ZOK);
    REQUIRE(zoo_delete(other, "/c/w/x", -1) == ZOK);
    REQUIRE(await(&events, 3) && last_type == ZOO_DELETED_EVENT);
}

static void transactions(zhandle_t *zk) {
    zoo_op_t operations[3];
    zoo_op_result_t results[3];
    char path[256];
    struct Stat stat;
    zoo_create_op_init(&operations[0], "/c/tx", "0", 1, &ZOO_OPEN_ACL_UNSAFE, 0, path, sizeof path);
    zoo_set_op_init(&operations[1], "/c/tx", "1", 1, 0, &stat);
    zoo_check_op_init(&operations[2], "/c/tx", 1);
    REQUIRE(zoo_multi(zk, 3, operations, results) == ZOK);
    REQUIRE(strcmp(path, "/c/tx") == 0 && stat.version == 1);
    zoo_delete_op_init(&operations[0], "/c/tx", -1);
    zoo_check_op_init(&operations[1], "/c", 99);
    zoo_delete_op_init(&operations[2], "/c", -1);
    REQUIRE(zoo_multi(zk, 3, operations, results) == ZBADVERSION);
    REQUIRE(results[0].err == ZOK && results[1].err == ZBADVERSION);
    REQUIRE(results[2].err == ZRUNTIMEINCONSISTENCY);
    REQUIRE(zoo_exists(zk, "/c/tx", 0, &stat) == ZOK);
}

static void on_auth(int code, const void *context) {
    on_created(code, NULL, context);
}

static void permissions(zhandle_t *zk, zhandle_t *other) {
    char path[256], data[8];
    int length = sizeof data;
    int before = completions;
    struct Stat stat;
    REQUIRE(zoo_add_auth(zk, "digest", "c:pw", 4, on_auth, NULL) == ZOK);
    REQUIRE(await(&completions, before + 1));
    REQUIRE(zoo_create(zk, "/c/mine", "m", 1, &ZOO_CREATOR_ALL_ACL, 0, path, sizeof path) == ZOK);
    REQUIRE(zoo_get(zk, "/c/mine", 0, data, &length, &stat) == ZOK);
    length = sizeof data;
    REQUIRE(zoo_get(other, "/c/mine", 0, data, &length, &stat) == ZNOAUTH);
}

static void pipelining(zhandle_t *zk) {
    int before = completions, i;
    struct Stat stat;
    for (i = 0; i < 1000; i++) {
        REQUIRE(zoo_acreate(zk, "/c/n", "x", 1, &ZOO_OPEN_ACL_UNSAFE, ZOO_SEQUENCE, on_created, NULL) == ZOK);
    }
    REQUIRE(await(&completions, before + 1000));
    REQUIRE(zoo_exists(zk, "/c", 0, &stat) == ZOK && stat.numChildren >= 1000);
}

static void sessions(const char *hosts, zhandle_t *other) {
    char path[256];
    struct Stat stat;
    clientid_t id;
    int before = expired, attempts = 0;
    zhandle_t *first = open_session(hosts, NULL);
    zhandle_t *second, *refused;
    REQUIRE(zoo_create(first, "/c/alive", NULL, -1, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, path, sizeof path) == ZOK);
    id = *zoo_client_id(first);
    second = open_session(hosts, &id);
    REQUIRE(zoo_client_id(second)->client_id == id.client_id);
    /* Both handles want the session, so each loses it again and again. */
    while (zoo_exists(second, "/c/alive", 0, &stat) != ZOK) REQUIRE(attempts++ < 1000);
    REQUIRE(stat.ephemeralOwner == id.client_id);
    while (zoo_exists(other, "/c/alive", 0, &stat) == ZOK) {
        REQUIRE(attempts++ < 1000);
        zoo_delete(second, "/c/alive", -1);
    }
    zookeeper_close(second);
    id.passwd[0] ^= 1;
    refused = zookeeper_init(hosts, on_session, 20000, &id, NULL, 0);
    REQUIRE(await(&expired, before + 1));
    zookeeper_close(refused);
    zookeeper_close(first);
    /* A session that ends takes its ephemerals along. */
    first = open_session(hosts, NULL);
    REQUIRE(zoo_create(first, "/c/gone", NULL, -1, &ZOO_OPEN_ACL_UNSAFE, ZOO_EPHEMERAL, path, sizeof path) == ZOK);
    REQUIRE(zookeeper_close(first) == ZOK);
    REQUIRE(zoo_exists(other, "/c/gone", 0, &stat) == ZNONODE);
}

int main(int count, char **arguments) {
    zhandle_t *zk, *other;
    REQUIRE(count == 2);
    zoo_set_debug_level(ZOO_LOG_LEVEL_ERROR);
    zk = open_session(arguments[1], NULL);
    other = open_session(arguments[1], NULL);
    nodes(zk);
    watches(zk, other);
    transactions(zk);
    permissions(zk, other);
    pipelining(zk);
    sessions(arguments[1], other);
    REQUIRE(zookeeper_close(other) == ZOK);
    REQUIRE(zookeeper_close(zk) == ZOK);
    puts("all done");
    return 0;
}
