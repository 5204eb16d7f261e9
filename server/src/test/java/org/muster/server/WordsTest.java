package org.muster.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.ReadRequest;

@Timeout(60)
class WordsTest {
    @TempDir Path folder;

    @Test
    void onlySrvrIsAnsweredUnlessTheWhitelistSaysMore() throws Exception {
        try (Running server = new Running(folder)) {
            for (String word : new String[] {"stat", "ruok", "mntr", "gtmk", "wchp", "isro"}) {
                assertEquals(
                        word + " is not executed because it is not in the whitelist.\n",
                        RawClient.word(server.address(), word));
            }
            assertEquals(
                    "telnet close is not executed because it is not in the whitelist.\n",
                    RawClient.word(server.address(), "\u00ff\u00f4\u00ff\u00fd"));
            assertTrue(RawClient.word(server.address(), "srvr").contains("Mode: standalone"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ruok       | imok
                    isro       | rw
                    gtmk       | 306
                    crst       | Connection stats reset.
                    srst       | Server stats reset.
                    hash       | ''
                    """)
    void shortAnswers(String word, String answer) throws Exception {
        try (Running server = new Running(folder, "4lw.commands.whitelist=*")) {
            String expected = answer.endsWith(".") ? answer + "\n" : answer;
            assertEquals(expected, RawClient.word(server.address(), word));
            assertEquals(expected, RawClient.word(server.address(), word + "\r\n"));
        }
    }

    @Test
    void bytesMayComeOneByOneAndTheAskerMayHalfClose() throws Exception {
        try (Running server = new Running(folder, "4lw.commands.whitelist=ruok");
                RawClient client = new RawClient(server.address())) {
            for (char c : "ruok\n".toCharArray()) {
                client.send((byte) c);
            }
            client.halfClose();
            assertEquals("imok", client.rest());
        }
    }

    @Test
    void stmkTakesEightMoreBytes() throws Exception {
        try (Running server = new Running(folder, "4lw.commands.whitelist=*")) {
            String mask = "\0\0\0\0\0\0\u0001\u0002";
            assertEquals("258", RawClient.word(server.address(), "stmk" + mask));
            assertEquals("258", RawClient.word(server.address(), "gtmk"));
            try (RawClient client = new RawClient(server.address())) {
                client.send((byte) 's', (byte) 't', (byte) 'm', (byte) 'k', (byte) 0);
                client.halfClose();
                assertEquals("", client.rest());
            }
        }
    }

    @Test
    void stmkIsRefusedAtOnceIfItIsNotListed() throws Exception {
        try (Running server = new Running(folder)) {
            assertEquals(
                    "stmk is not executed because it is not in the whitelist.\n",
                    RawClient.word(server.address(), "stmk"));
        }
    }

    @Test
    void unknownWordsAreLengthsOutOfRange() throws Exception {
        try (Running server = new Running(folder, "4lw.commands.whitelist=*")) {
            assertEquals("", RawClient.word(server.address(), "abcd"));
            assertEquals("", RawClient.word(server.address(), "RUOK"));
            assertTrue(server.told().contains("advertised length of 1633837924"));
        }
    }

    @Test
    void countsAreShownAndReset() throws Exception {
        try (Running server = new Running(folder, "4lw.commands.whitelist=*");
                RawClient client = new RawClient(server.address())) {
            client.handshake(SessionId.NONE, Bytes.owning(new byte[16]));
            client.call(new ReadRequest.GetData(ZPath.of("/"), true));
            String connection = " /127.0.0.1:" + client.localPort() + "[1](queued=0,recved=2,sent=";
            String cons = RawClient.word(server.address(), "cons");
            assertTrue(cons.contains(connection), cons);
            assertTrue(cons.contains(",lop=GETD,"), cons);
            assertEquals(
                    "1 connections watching 1 paths\nTotal watches:1\n",
                    RawClient.word(server.address(), "wchs"));
            String mntr = RawClient.word(server.address(), "mntr");
            assertTrue(mntr.contains("\nzk_watch_count\t1\n"), mntr);
            assertTrue(mntr.contains("\nzk_global_sessions\t1\n"), mntr);
            assertTrue(mntr.contains("\nzk_znode_count\t5\n"), mntr);
            assertTrue(mntr.contains("\nzk_approximate_data_size\t44\n"), mntr);
            assertTrue(mntr.contains("\nzk_connection_request_count\t1\n"), mntr);
            RawClient.word(server.address(), "srst");
            String stat = RawClient.word(server.address(), "stat");
            assertTrue(stat.contains("\nReceived: 1\nSent: 1\nConnections: 2\n"), stat);
            assertTrue(RawClient.word(server.address(), "dump").contains("Session Sets (1)/(1):"));
        }
    }
}
