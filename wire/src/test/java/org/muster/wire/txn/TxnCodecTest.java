package org.muster.wire.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.model.Acl;
import org.muster.model.Property;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.wire.GoldenLines;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

class TxnCodecTest {
    private static final TxnHeader HEADER =
            new TxnHeader(
                    new SessionId(0x0100_0000_1234_0000L), 3, Zxid.of(1, 9), 1_700_000_000_000L);

    /** Where the type of a multi's first part is: behind the header, its type and a count. */
    private static final int FIRST_PART = 8 + 4 + 8 + 8 + 4 + 4;

    static List<String> payloads() {
        return GoldenLines.of("txn-payloads.txt");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void readsAndWritesTheReferencesBytes(String line) throws MalformedException {
        String hex = line.substring(line.indexOf(' ') + 1);
        byte[] payload = HexFormat.of().parseHex(hex);
        TxnRecord record = TxnReader.read(payload, 0, payload.length);
        assertNull(record.trailer());
        assertEquals(hex, HexFormat.of().formatHex(payload(record.txn())));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void keepsATrailerAndDropsADamagedOne(String line) throws MalformedException {
        byte[] golden = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
        LoggedTxn plain = TxnReader.read(golden, 0, golden.length).txn();
        LoggedTxn logged =
                new LoggedTxn(plain.header(), plain.txn(), new TreeDigest(TreeDigest.VERSION, 42));
        Trailer trailer = new Trailer(7, 5);
        ByteWriter out = new ByteWriter();
        out.writeInt(0xdead); // the payload need not begin the buffer
        TxnWriter.write(out, logged);
        TxnWriter.writeTrailer(out, 4, trailer);
        byte[] bytes = out.toArray();
        assertEquals(new TxnRecord(logged, trailer), TxnReader.read(bytes, 4, bytes.length - 4));
        bytes[bytes.length - 1] ^= 1;
        assertEquals(new TxnRecord(logged, null), TxnReader.read(bytes, 4, bytes.length - 4));
    }

    @Test
    void aCreateOfAnOldReleaseCountsOnFromTheParent() throws MalformedException {
        Txn.Create create =
                new Txn.Create(Txn.CreateKind.CREATE, ZPath.of("/a"), null, Acl.OPEN, false, 1, 0);
        byte[] whole = payload(new LoggedTxn(HEADER, create, null));
        Txn old = TxnReader.read(whole, 0, whole.length - 4).txn().txn();
        assertEquals(-1, ((Txn.Create) old).parentCversion());
    }

    @Test
    void aCloseWithoutAListIsToldFromOneWithADigest() throws MalformedException {
        TreeDigest digest = new TreeDigest(TreeDigest.VERSION, -1);
        assertRoundTrip(new LoggedTxn(HEADER, new Txn.CloseSession(null), null));
        assertRoundTrip(new LoggedTxn(HEADER, new Txn.CloseSession(null), digest));
        assertRoundTrip(new LoggedTxn(HEADER, new Txn.CloseSession(List.of()), digest));
        assertRoundTrip(new LoggedTxn(HEADER, new Txn.CloseSession(List.of()), null));
        assertRoundTrip(
                new LoggedTxn(
                        HEADER,
                        new Txn.CloseSession(List.of(ZPath.of("/a"), ZPath.of("/b"))),
                        digest));
    }

    @Test
    void aFailedMultiThatTheReferenceHasAppliedIsReadable() throws MalformedException {
        Txn.Create create =
                new Txn.Create(Txn.CreateKind.CREATE, ZPath.of("/a"), null, Acl.OPEN, false, 1, 0);
        List<Txn> failed = List.of(create, new Txn.Refused(-101));
        byte[] bytes = payload(new LoggedTxn(HEADER, new Txn.Multi(failed), null));
        assertEquals(TxnType.CREATE, bytes[FIRST_PART + 3]);
        Arrays.fill(bytes, FIRST_PART, FIRST_PART + Integer.BYTES, (byte) -1);
        assertEquals(
                new Txn.Multi(List.of(new Txn.Refused(0), new Txn.Refused(-101))),
                TxnReader.read(bytes, 0, bytes.length).txn().txn());
    }

    @Test
    void anyBytesGiveARecordOrOneTypedError() {
        List<String> golden = payloads();
        Property.holds(
                50_000,
                random -> {
                    String line = golden.get(random.nextInt(golden.size()));
                    byte[] bytes = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
                    for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                    int length = random.nextInt(bytes.length + 1);
                    try {
                        assertNotNull(TxnReader.read(bytes, 0, length));
                    } catch (MalformedException typed) {
                        assertNotNull(typed.getMessage());
                    }
                });
    }

    @Test
    void unknownTypesAreRefused() {
        byte[] bytes = payload(new LoggedTxn(HEADER, new Txn.Refused(-101), null));
        bytes[31] = 99;
        assertThrows(MalformedException.class, () -> TxnReader.read(bytes, 0, bytes.length));
    }

    private static void assertRoundTrip(LoggedTxn logged) throws MalformedException {
        byte[] bytes = payload(logged);
        assertEquals(logged, TxnReader.read(bytes, 0, bytes.length).txn());
    }

    private static byte[] payload(LoggedTxn logged) {
        ByteWriter out = new ByteWriter();
        TxnWriter.write(out, logged);
        return Arrays.copyOf(out.array(), out.length());
    }
}
