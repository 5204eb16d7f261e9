package org.muster.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.cli.shell.ShellOnServer.Ran;
import org.muster.cli.shell.text.JsonReader;

/** Each command of the shell against a server, and how it ends. */
final class ShellCommandsTest {
    @TempDir static Path folder;

    private static ShellOnServer shell;

    @BeforeAll
    static void start() throws Exception {
        shell = ShellOnServer.start(folder);
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    /** A node of one test's own, with children a, b and b/c. */
    private static String tree(String name) {
        Ran made =
                shell.script(
                        "create " + name + " top",
                        "create " + name + "/a one",
                        "create " + name + "/b two",
                        "create " + name + "/b/c three");
        assertEquals(0, made.code(), made.err());
        return name;
    }

    private static void is(int code, String out, Ran ran) {
        assertEquals(code + "\n" + out, ran.code() + "\n" + ran.out(), ran.err());
    }

    @Test
    void lsListsChildren() {
        String top = tree("/ls");
        is(0, "[a, b]\n", shell.run("ls", top));
        is(0, "/ls\n/ls/a\n/ls/b\n/ls/b/c\n", shell.run("ls", "-R", top));
        List<String> lines = shell.run("ls", "-s", top).lines();
        assertEquals("[a, b]", lines.getFirst());
        assertEquals("numChildren = 2", lines.getLast());
        assertEquals(12, lines.size());
        List<String> table = shell.run("ls", "-l", top).lines();
        assertTrue(table.getFirst().startsWith("name  children  bytes  version  modified"));
        assertTrue(table.get(2).startsWith("b            1      3        0  "), table.get(2));
    }

    @Test
    void treeDraws() {
        String top = tree("/tree");
        is(0, "/tree\n├── a\n└── b\n    └── c\n", shell.run("tree", top));
        is(0, "/tree\n├── a\n└── b\n", shell.run("tree", "-d", "1", top));
        is(
                0,
                "/tree  top\n├── a  one\n└── b  two\n    └── c  three\n",
                shell.run("tree", "--data", top));
    }

    @Test
    void getShowsDataInEachForm() {
        is(0, "Created /get\n", shell.run("create", "/get", "hello"));
        is(0, "hello\n", shell.run("get", "/get"));
        is(0, "aGVsbG8=\n", shell.run("get", "-b", "/get"));
        assertTrue(shell.run("get", "-x", "/get").out().contains("|00000000| 68 65 6c 6c 6f "));
        List<String> lines = shell.run("get", "-s", "/get").lines();
        assertEquals("hello", lines.getFirst());
        assertEquals("dataLength = 5", lines.get(10));
    }

    @Test
    void setMindsTheVersion() {
        shell.run("create", "/set", "1");
        is(0, "", shell.run("set", "/set", "2"));
        is(0, "", shell.run("set", "-v", "1", "/set", "3"));
        Ran stale = shell.run("set", "-v", "1", "/set", "4");
        is(5, "", stale);
        assertEquals("version No is not valid : /set\n", stale.err());
        is(0, "3\n", shell.run("get", "/set"));
        is(0, "", shell.run("set", "-b", "/set", "AAEC"));
        is(0, "AAEC\n", shell.run("get", "-b", "/set"));
    }

    @Test
    void createKnowsEveryKind() {
        is(0, "Created /kinds\n", shell.run("create", "/kinds"));
        is(0, "Created /kinds/q-0000000000\n", shell.run("create", "-s", "/kinds/q-", "x"));
        is(0, "Created /kinds/0000000001\n", shell.run("create", "-s", "/kinds/", "x"));
        is(0, "Created /kinds/c\n", shell.run("create", "-c", "/kinds/c"));
        is(0, "Created /kinds/t\n", shell.run("create", "-t", "600000", "/kinds/t", "x"));
        is(0, "Created /kinds/x/y/z\n", shell.run("create", "-p", "/kinds/x/y/z"));
        is(5, "", shell.run("create", "/kinds", "x"));
        is(4, "", shell.run("create", "/kinds/none/below"));
        is(2, "", shell.run("create", "-c", "-e", "/kinds/both"));
        Ran own = shell.script("create -e /kinds/e x", "getEphemerals", "create /kinds/e/b");
        is(5, "Created /kinds/e\n[/kinds/e]\n", own);
        assertEquals("Ephemerals cannot have children: /kinds/e/b\n", own.err());
        is(4, "", shell.run("get", "/kinds/e"));
    }

    @Test
    void deletionMindsChildrenAndAsks() {
        String top = tree("/rm");
        is(5, "", shell.run("delete", top));
        is(5, "", shell.run("rm", top));
        is(0, "", shell.run("rm", "/rm/a"));
        Ran asked = shell.run("rm", "-r", top);
        is(2, "", asked);
        assertTrue(asked.err().contains("Delete /rm and 2 below it?"), asked.err());
        is(0, "{\"path\":\"/rm\",\"deleted\":3}\n", shell.json("rm", "-r", "-y", top));
        is(4, "", shell.run("stat", top));
        String other = tree("/rmr");
        is(0, "", shell.run("deleteall", other, "-b", "2"));
        is(4, "", shell.run("stat", other));
        is(4, "", shell.run("deleteall", "/nothing"));
        is(2, "", shell.run("rm", "-r", "-y", "/zookeeper"));
        is(2, "", shell.run("-y", "rm", "-r", "/"));
    }

    @Test
    void statPrintsElevenLines() {
        shell.run("create", "/stat", "four");
        List<String> lines = shell.run("stat", "/stat").lines();
        assertEquals(11, lines.size());
        assertTrue(lines.get(0).matches("cZxid = 0x[0-9a-f]+"));
        assertTrue(
                lines.get(1)
                        .matches("ctime = [A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d [0-9:]{8} .+ \\d{4}"),
                lines.get(1));
        assertEquals("ephemeralOwner = 0x0", lines.get(8));
        assertEquals("Node does not exist: /no\n", shell.run("stat", "/no").err());
    }

    @Test
    void txnIsAllOrNothing() {
        shell.run("create", "/txn", "0");
        is(
                0,
                "create /txn/a version 0\nset /txn version 1\n",
                shell.run("txn", "create /txn/a x", "set /txn 'one more' 0"));
        Ran aborted = shell.run("txn", "delete /txn/a", "check /txn 7");
        is(5, "", aborted);
        assertEquals(
                "nothing was applied; operation 2: version No is not valid : /txn\n",
                aborted.err());
        is(0, "[a]\n", shell.run("ls", "/txn"));
        is(2, "", shell.run("txn", "drop /txn"));
    }

    @Test
    void findAndGrepSearch() {
        String top = tree("/search");
        is(0, "/search/b/c\n", shell.run("find", top, "-name", "[c-z]"));
        is(0, "/search/a\n/search/b/c\n", shell.run("find", "--leaf", top));
        is(0, "/search/b/c\n", shell.run("find", "--min-bytes", "5", top));
        is(0, "/search\n", shell.run("find", "--changed", "10m", "--limit", "1", top));
        is(0, "", shell.run("find", "--ephemeral", top));
        is(0, "/search/b:two\n/search/b/c:three\n", shell.run("grep", "^t[^o]", top));
        is(0, "/search/a\n", shell.run("grep", "-l", "-i", "ONE", top));
        is(1, "", shell.run("grep", "-F", "t.*", top));
        is(2, "", shell.run("grep", "(", top));
    }

    @Test
    void duAndCountCount() {
        String top = tree("/du");
        is(
                0,
                """
                nodes  ephemeral  bytes  path
                    4          0     14  /du
                    1          0      3  /du/a
                    2          0      8  /du/b
                """,
                shell.run("du", top));
        is(0, "3\n", shell.run("count", top));
        is(0, "3\n", shell.run("getAllChildrenNumber", top));
    }

    @Test
    void accessIsShownSetAndEnforced() {
        shell.run("create", "/acl", "x", "world:anyone:cdrwa");
        is(0, "'world,'anyone\n: cdrwa\n", shell.run("getAcl", "/acl"));
        is(
                0,
                "scheme  id      perms  may\nworld   anyone  cdrwa  everything\n",
                shell.run("acl", "/acl"));
        is(
                0,
                "Auth scheme: User\nip: 127.0.0.1\ndigest: u\n",
                shell.script("addauth digest u:p", "setAcl /acl auth::cdrwa", "whoami"));
        is(6, "", shell.run("get", "/acl"));
        assertEquals("Insufficient permission : /acl\n", shell.run("get", "/acl").err());
        is(0, "x\n", shell.script("addauth digest u:p", "get /acl"));
        is(2, "", shell.run("setAcl", "/acl", "nonsense"));
        is(2, "", shell.run("auth", "digest", "u"));
    }

    @Test
    void credentialsComeFromAFile() throws Exception {
        Path file = folder.resolve("secrets");
        Files.writeString(file, "# who I am\ndigest:file:secret\n");
        is(
                0,
                "Auth scheme: User\nip: 127.0.0.1\ndigest: file\n",
                shell.run("--auth-file", file.toString(), "whoami"));
    }

    @Test
    void quotasAreSetShownAndTakenAway() {
        String top = tree("/quota");
        is(0, "", shell.run("setquota", "-n", "10", top));
        is(0, "", shell.run("setquota", "-B", "500", top));
        Ran listed = shell.run("listquota", top);
        is(
                0,
                "Output quota for /quota count=10,bytes=-1=;byteHardLimit=500;countHardLimit=-1\n"
                        + "Output stat for /quota count=4,bytes=14\n",
                listed);
        assertEquals(5, shell.run("setquota", "-n", "1", "/quota/b").code());
        is(0, "", shell.run("delquota", "-n", top));
        assertTrue(shell.run("listquota", top).out().contains("quota count=-1,bytes=-1=;byteHard"));
        is(0, "", shell.run("delquota", top));
        is(4, "", shell.run("listquota", top));
        is(0, "[]\n", shell.run("ls", "/zookeeper/quota"));
        is(2, "", shell.run("setquota", top));
        is(4, "", shell.run("setquota", "-n", "1", "/nothing"));
    }

    @Test
    void exportAndImportCarryDataAndAccess() throws Exception {
        String top = tree("/export");
        shell.run("setAcl", "/export/a", "world:anyone:ra");
        shell.run("set", "-b", "/export/b/c", "AP8=");
        Path file = folder.resolve("export.jsonl");
        is(0, "", shell.run("export", "-f", file.toString(), top));
        is(0, Files.readString(file), shell.run("export", top));
        assertEquals(
                "{\"path\":\"/export/b/c\",\"base64\":\"AP8=\",\"acl\":[{\"scheme\":\"world\","
                        + "\"id\":\"anyone\",\"perms\":\"cdrwa\"}]}",
                Files.readAllLines(file).getLast());
        assertEquals(5, shell.run("import", "-f", file.toString()).code());
        is(0, "", shell.run("import", "-f", file.toString(), "/import"));
        is(0, "", shell.run("diff", top, "/import"));
        is(0, "'world,'anyone\n: ra\n", shell.run("getAcl", "/import/a"));
        shell.run("set", "/import/b", "changed");
        shell.run("create", "/import/more");
        is(8, "~ b (data)\n+ more\n", shell.run("diff", "file:" + file, "/import"));
        is(
                0,
                "replace /import\nreplace /import/a\nreplace /import/b\nreplace /import/b/c\n"
                        + "delete /import/more\n",
                shell.run(
                        "import",
                        "-f",
                        file.toString(),
                        "--replace",
                        "--delete",
                        "--dry-run",
                        "/import"));
        shell.run("setAcl", "/import/a", "world:anyone:cdrwa");
        is(6, "", shell.run("-y", "import", "-f", file.toString(), "--replace", "--delete", top));
        is(
                0,
                "",
                shell.run(
                        "-y", "import", "-f", file.toString(), "--replace", "--delete", "/import"));
        is(0, "", shell.run("diff", top, "/import"));
    }

    @Test
    void cpCopies() {
        String top = tree("/cp");
        is(0, "", shell.run("cp", "-r", top, "/cp2"));
        is(0, "/cp2\n/cp2/a\n/cp2/b\n/cp2/b/c\n", shell.run("ls", "-R", "/cp2"));
        is(0, "", shell.run("cp", "/cp/a", "/cp2/only"));
        is(8, "+ only\n", shell.run("diff", "/cp", "/cp2"));
        is(5, "", shell.run("cp", "-r", top, "/cp2"));
        is(
                0,
                "{\"created\":0,\"replaced\":0,\"skipped\":4,\"deleted\":0,"
                        + "\"ephemeralsLeftOut\":0}\n",
                shell.json("cp", "-r", "--skip", top, "/cp2"));
        is(2, "", shell.run("cp", "-r", top, "/cp/within"));
    }

    @Test
    void sessionConfigHealthAndTheRestTell() {
        Map<?, ?> session = (Map<?, ?>) JsonReader.read(shell.json("session").out());
        assertEquals("connected", session.get("state"));
        assertEquals(shell.hosts(), session.get("server"));
        is(0, "Sync is OK\n", shell.run("sync", "/"));
        is(0, "\n", shell.run("config"));
        Ran health = shell.run("health");
        assertEquals(0, health.code());
        assertTrue(health.out().contains("standalone"), health.out());
        assertTrue(health.out().contains("a majority answered within"), health.out());
        assertTrue(shell.run("version").out().startsWith("Muster shell version: "));
        assertTrue(shell.run("help").out().contains("getAllChildrenNumber"));
        assertTrue(shell.run("help", "ls").out().contains("-R"));
        assertTrue(shell.run("ls", "--help").out().startsWith("Usage: ls"));
        is(0, "help\n", shell.run("--help"));
    }

    @Test
    void ephemeralsAreListedWithTheirOwners() {
        shell.run("create", "/owners");
        Ran ran =
                shell.script(
                        "create -e /owners/e x",
                        "ephemerals /owners",
                        "ephemerals /owners --owner 0x1");
        assertEquals(0, ran.code());
        List<String> lines = ran.lines();
        assertTrue(lines.get(1).matches("owner +path"), ran.out());
        assertTrue(lines.get(2).matches("0x[0-9a-f]+  /owners/e"), ran.out());
        assertEquals("owner  path", lines.getLast());
    }

    @Test
    void placesAndSessionsChange() {
        tree("/cd");
        Ran ran =
                shell.script(
                        "cd /cd",
                        "ls",
                        "cd b",
                        "pwd",
                        "ls ..",
                        "cd nowhere",
                        "close",
                        "ls",
                        "connect",
                        "pwd",
                        "quit",
                        "ls");
        is(1, "[a, b]\n/cd/b\n[a, b]\n/\n", ran);
        assertEquals("Node does not exist: /cd/b/nowhere\nNot connected\n", ran.err());
    }

    @Test
    void historyIsRedone() {
        is(0, "/\n0 - pwd\n1 - history\n/\n", shell.script("pwd", "history", "redo 0"));
        is(2, "", shell.script("redo 0"));
    }
}
