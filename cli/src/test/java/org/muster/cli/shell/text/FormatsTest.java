package org.muster.cli.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.Stat;

/** Figures, lists of access, data and tables as text. */
final class FormatsTest {
    @Test
    void statHasElevenLinesInTheWordsOfZkCli() {
        Stat stat = new Stat(2, 12, 1_649_130_221_000L, 0, 3, 4, 5, 0x1000abcL, 6, 7, 255);
        assertEquals(
                List.of(
                        "cZxid = 0x2",
                        "ctime = Tue Apr 05 03:43:41 UTC 2022",
                        "mZxid = 0xc",
                        "mtime = Thu Jan 01 00:00:00 UTC 1970",
                        "pZxid = 0xff",
                        "cversion = 4",
                        "dataVersion = 3",
                        "aclVersion = 5",
                        "ephemeralOwner = 0x1000abc",
                        "dataLength = 6",
                        "numChildren = 7"),
                StatText.lines(stat, ZoneId.of("UTC")));
        assertEquals("0xffffffffffffffff", StatText.hex(-1));
        assertEquals(11, StatText.fields(stat).size());
        assertEquals(11, StatText.lines(stat, ZoneOffset.UTC).size());
    }

    @Test
    void listsOfAccessAreReadAndWritten() {
        List<Acl> list =
                List.of(
                        new Acl(Perms.ALL, Id.ANYONE),
                        new Acl(Perms.READ | Perms.CREATE, new Id("digest", "u:hash=")));
        assertEquals(list, AclText.parse("world:anyone:cdrwa,digest:u:hash=:cr"));
        assertEquals("world:anyone:cdrwa,digest:u:hash=:cr", AclText.of(list));
        assertEquals(
                List.of("'world,'anyone", ": cdrwa", "'digest,'u:hash=", ": cr"),
                AclText.lines(list));
        assertEquals(list, AclText.ofFields(AclText.fields(list)));
        for (String wrong : List.of("", "world", "world:anyone", "world:anyone:x", ":a:r")) {
            assertThrows(IllegalArgumentException.class, () -> AclText.parse(wrong), wrong);
        }
    }

    @Test
    void dataIsTextBase64OrADump() {
        Bytes binary = Bytes.copyOf(new byte[] {0, (byte) 0xff, 'a'});
        assertEquals(Optional.empty(), DataText.utf8(binary));
        assertEquals(Optional.of("é"), DataText.utf8(Bytes.utf8("é")));
        assertEquals("AP9h", DataText.base64(binary));
        assertEquals("<3 bytes>", DataText.brief(binary, 10));
        assertEquals("a b c", DataText.brief(Bytes.utf8("a\nb\r\nc"), 10));
        assertEquals("abcd…", DataText.brief(Bytes.utf8("abcdefgh"), 5));
        List<String> rows = DataText.hexDump(Bytes.utf8("0123456789abcdefg")).lines().toList();
        assertEquals(6, rows.size());
        assertEquals(
                "|00000000| 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 |0123456789abcdef|",
                rows.get(3));
        assertEquals("|00000010| 67" + " ".repeat(46) + "|g" + " ".repeat(15) + "|", rows.get(4));
    }

    @Test
    void numbersAreAlignedToTheRight() {
        assertEquals(
                List.of("name    n", "a       7", "bb    123"),
                new Table("name", "n").row("a", "7").row("bb", "123").lines());
    }

    @Test
    void coloursCanBeOff() {
        assertEquals("x", new Paint(false).bad("x"));
        assertEquals("\u001b[31mx\u001b[0m", new Paint(true).bad("x"));
    }
}
