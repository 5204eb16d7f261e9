package org.muster.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames captured from Apache ZooKeeper 3.9.5, answered by a whole member. */
final class GoldenFramesTest {
    private static final String OPEN_ACL =
            "00000001 0000001f 00000005 776f726c64 00000006 616e796f6e65";
    private static final String CREATE_APP =
            "00000038 00000001 00000001 00000004 2f617070 00000005 68656c6c6f "
                    + OPEN_ACL
                    + "00000000";

    private final Rig rig = new Rig();

    private static String bare(String hex) {
        return hex.replaceAll("\\s", "");
    }

    private static void answers(Rig.Session client, String request, String... replies) {
        client.send(request);
        assertEquals(
                java.util.Arrays.stream(replies)
                        .map(reply -> bare(reply).replace("SESSION", client.id))
                        .toList(),
                client.take());
    }

    private Rig.Session attached() {
        return rig.connect().handshake(30_000);
    }

    @Test
    void aNewSessionIsAnsweredInTheFormOfItsRequest() {
        Rig.Session client = rig.connect();
        client.send(
                "0000002d 00000000 0000000000000000 00007530 0000000000000000"
                        + "00000010 00000000000000000000000000000000 00");
        List<String> answer = client.take();
        assertEquals(1, answer.size());
        assertTrue(
                answer.get(0).matches("000000250000000000007530(?!0{16}).{16}00000010.{32}00"),
                answer.get(0));

        Rig.Session old = rig.connect();
        old.send(
                "0000002c 00000000 0000000000000000 00007530 0000000000000000"
                        + "00000010 00000000000000000000000000000000");
        List<String> oldAnswer = old.take();
        assertEquals(1, oldAnswer.size());
        assertTrue(
                oldAnswer.get(0).matches("000000240000000000007530.{16}00000010.{32}"),
                oldAnswer.get(0));
    }

    @Test
    void aWrongPasswordIsRefusedAndClosed() {
        Rig.Session client = rig.connect();
        answers(
                client,
                "0000002d 00000000 0000000000000000 00007530 0000000000001234"
                        + "00000010 78787878787878787878787878787878 00",
                "00000025 00000000 00000000 0000000000000000"
                        + "00000010 00000000000000000000000000000000 00");
        assertTrue(client.wire.closed);
    }

    @Test
    void creates() {
        Rig.Session client = attached();
        answers(
                client,
                CREATE_APP,
                "00000018 00000001 0000000000000002 00000000 00000004 2f617070");
        rig.wallMs = 0x1a1ffaecd4dL;
        answers(
                client,
                "00000036 00000002 0000000f 00000007 2f6170702f6e2d 00000000"
                        + OPEN_ACL
                        + "00000003",
                "00000069 00000002 0000000000000003 00000000"
                        + "00000011 2f6170702f6e2d30303030303030303030"
                        + "0000000000000003 0000000000000003"
                        + "000001a1ffaecd4d 000001a1ffaecd4d"
                        + "00000000 00000000 00000000 SESSION"
                        + "00000000 00000000 0000000000000003");
        answers(
                client,
                CREATE_APP.replaceFirst("00000001", "00000003"),
                "00000010 00000003 0000000000000004 ffffff92");
    }

    /** The node /app with an ephemeral child and two refusals behind it, zxid 4. */
    private Rig.Session withApp() {
        Rig.Session client = attached();
        client.send(CREATE_APP);
        rig.wallMs = 0x1a1ffaecd4dL;
        client.send(
                "00000036 00000002 0000000f 00000007 2f6170702f6e2d 00000000"
                        + OPEN_ACL
                        + "00000003",
                CREATE_APP.replaceFirst("00000001", "00000003"));
        client.take();
        return client;
    }

    @Test
    void readsAndWatchesAMissingNode() {
        Rig.Session client = withApp();
        answers(
                client,
                "00000011 00000004 00000004 00000004 2f617070 01",
                "0000005d 00000004 0000000000000004 00000000 00000005 68656c6c6f"
                        + "0000000000000002 0000000000000002 000001a1ffaecd46 000001a1ffaecd46"
                        + "00000000 00000001 00000000"
                        + "0000000000000000 00000005 00000001 0000000000000003");
        answers(
                client,
                "00000015 00000005 00000003 00000008 2f6d697373696e67 01",
                "00000010 00000005 0000000000000004 ffffff9b");
    }

    @Test
    void aFailedMultiTellsWhereAndASuccessfulOneFiresItsWatchFirst() {
        Rig.Session client = withApp();
        client.send("00000011 00000004 00000004 00000004 2f617070 01");
        client.take();
        answers(
                client,
                "00000074 00000006 0000000e"
                        + "00000001 00 ffffffff 00000006 2f6170702f78 00000001 31 "
                        + OPEN_ACL
                        + "00000000"
                        + "0000000d 00 ffffffff 00000004 2f617070 00000007"
                        + "00000002 00 ffffffff 00000006 2f6170702f78 ffffffff"
                        + "ffffffff 01 ffffffff",
                "00000040 00000006 0000000000000005 00000000"
                        + "ffffffff 00 00000000 00000000"
                        + "ffffffff 00 ffffff99 ffffff99"
                        + "ffffffff 00 fffffffe fffffffe"
                        + "ffffffff 01 ffffffff");
        rig.wallMs = 0x1a1ffaecd61L;
        answers(
                client,
                "00000063 00000007 0000000e"
                        + "0000000d 00 ffffffff 00000004 2f617070 00000000"
                        + "00000005 00 ffffffff 00000004 2f617070 00000002 6869 00000000"
                        + "00000002 00 ffffffff 00000011"
                        + "2f6170702f6e2d30303030303030303030 ffffffff"
                        + "ffffffff 01 ffffffff",
                "00000020 ffffffff 0000000000000006 00000000 00000003 00000003 00000004 2f617070",
                "00000078 00000007 0000000000000006 00000000"
                        + "0000000d 00 00000000"
                        + "00000005 00 00000000"
                        + "0000000000000002 0000000000000006 000001a1ffaecd46 000001a1ffaecd61"
                        + "00000001 00000001 00000000 0000000000000000 00000002 00000001"
                        + "0000000000000003"
                        + "00000002 00 00000000"
                        + "ffffffff 01 ffffffff");
    }

    @Test
    void theRest() {
        Rig.Session client = attached();
        answers(
                client,
                "00000008 fffffffe 0000000b",
                "00000010 fffffffe 0000000000000001 00000000");
        answers(
                client,
                "00000008 0000004d 0000000b",
                "00000010 fffffffe 0000000000000001 00000000");
        answers(
                client,
                "00000020 fffffffc 00000064 00000000 00000006 646967657374 00000006 626f623a7077",
                "00000010 fffffffc 0000000000000000 00000000");
        client.send(CREATE_APP);
        client.take();
        client.send("00000008 0000000a 0000006b");
        assertEquals(
                bare(
                        "00000038 0000000a 0000000000000002 00000000 00000002"
                                + "00000002 6970 00000009 3132372e302e302e31"
                                + "00000006 646967657374 00000003 626f62"),
                client.take().get(0));
        answers(
                client,
                "00000014 0000000b 0000006a 00000004 2f617070 00000001",
                "00000014 0000000b 0000000000000002 00000000 00000000");
        client.send(
                "00000028 0000000d 00000007 00000004 2f617070 00000001 0000001f 00000004 61757468"
                        + "00000000 ffffffff");
        String stat = client.take().get(0);
        assertTrue(stat.startsWith(bare("00000054 0000000d 0000000000000003 00000000")), stat);
        answers(
                client,
                "00000010 0000000c 00000009 00000004 2f617070",
                "00000018 0000000c 0000000000000003 00000000 00000004 2f617070");
        answers(
                client,
                "0000000f 00000001 00000066 00000003 2f7a7a",
                "00000014 00000001 0000000000000000 00000000 ffffffff");
        answers(
                client,
                "00000008 00000010 fffffff5",
                "00000010 00000010 0000000000000004 00000000");
        assertTrue(client.wire.closed);
    }

    @Test
    void setWatchesTellsWhatWasMissedBeforeItsReply() {
        Rig.Session client = withApp();
        answers(
                client,
                "00000035 fffffff8 00000065 0000000000000001 00000001 00000004 2f617070"
                        + "00000001 00000005 2f6e6f6e65 00000001 00000004 2f617070",
                "00000020 ffffffff ffffffffffffffff 00000000 00000003 00000003 00000004 2f617070",
                "00000020 ffffffff ffffffffffffffff 00000000 00000004 00000003 00000004 2f617070",
                "00000010 fffffff8 0000000000000004 00000000");
    }

    @Test
    void aContainerIsAnsweredWithItsStat() {
        Rig.Session client = attached();
        answers(
                client,
                "00000034 0000000f 00000013 00000005 2f636f6e74 00000000" + OPEN_ACL + "00000004",
                "0000005d 0000000f 0000000000000002 00000000 00000005 2f636f6e74"
                        + "0000000000000002 0000000000000002 000001a1ffaecd46 000001a1ffaecd46"
                        + "00000000 00000000 00000000 0000000000000000"
                        + "00000000 00000000 0000000000000002");
    }

    @Test
    void anUnknownSchemeAndAnUnknownOperationAreAnsweredThenClosed() {
        Rig.Session client = attached();
        answers(
                client,
                "0000001a fffffffc 00000064 00000000 00000005 626f677573 00000001 78",
                "00000010 fffffffc 0000000000000000 ffffff8d");
        assertTrue(client.wire.closed);

        Rig.Session other = attached();
        answers(other, "00000008 00000001 000003e7", "00000010 00000001 ffffffffffffffff fffffffa");
        assertTrue(other.wire.closed);
    }
}
