package org.muster.wire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Acl;
import org.muster.model.Property;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

class RequestCodecTest {

    @Test
    void whatIsWrittenIsReadBack() {
        Property.holds(
                20_000,
                random -> {
                    Request request = new DrawnRequests(random).next();
                    assertEquals(request, read(frame(request)));
                });
    }

    @Test
    void aTruncatedRecordIsAnUndecodableValue() {
        Property.holds(
                2_000,
                random -> {
                    Request request = new DrawnRequests(random).next();
                    byte[] frame = frame(request);
                    for (int end = 12; end < frame.length; end++) {
                        Request cut = read(Arrays.copyOf(frame, end));
                        assertTrue(isUndecodable(cut), () -> request + " cut gave " + cut);
                        assertEquals(request.op(), cut.op());
                    }
                });
    }

    @Test
    void anyBytesGiveAValueWithoutMuchMemory() {
        Property.holds(
                100_000,
                random -> {
                    byte[] frame = frame(new DrawnRequests(random).next());
                    for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                        int at = 8 + random.nextInt(frame.length - 8);
                        frame[at] = (byte) (random.nextBoolean() ? 0x7f : random.nextInt());
                    }
                    read(frame);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10, 13, 20, 23, 99, 108, -10, -12, 1 << 30, Integer.MIN_VALUE})
    void numbersNotOfferedToClientsAreUnknown(int code) {
        assertEquals(
                new LinkRequest.Unknown(code),
                RequestReader.read(code, new ByteReader(new byte[0])));
    }

    /**
     * It is refused as an illegal path, which comes before all that the tree would be asked for.
     */
    @Test
    void aMissingPathOfSetDataAndSetAclIsAnIllegalPath() {
        byte[] record = HexFormat.of().parseHex("ffffffff" + "ffffffff" + "ffffffff");
        Request setData = RequestReader.read(Op.SET_DATA.code(), new ByteReader(record));
        Request setAcl = RequestReader.read(Op.SET_ACL.code(), new ByteReader(record));
        assertEquals(new WriteRequest.SetData(ZPath.of(""), null, -1), setData);
        assertEquals(new WriteRequest.SetAcl(ZPath.of(""), null, -1), setAcl);
    }

    @ParameterizedTest
    @CsvSource({
        "world, false",
        "digest, false",
        "ip, false",
        "auth, true",
        "sasl, true",
        "'', true"
    })
    void onlyASchemeThatComparesIdsNeedsOne(String scheme, boolean decodable) {
        ByteWriter out = new ByteWriter();
        out.writePath(ZPath.of("/a"));
        out.writeInt(1);
        out.writeInt(31);
        out.writeString(scheme);
        out.writeString(null);
        out.writeInt(-1);
        Request read = RequestReader.read(Op.SET_ACL.code(), new ByteReader(out.toArray()));
        assertEquals(decodable, !isUndecodable(read));
    }

    /** A count beyond what the bytes can hold must not become an allocation. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1_000_000})
    void hugeCountsAreUndecodable(int count) {
        ByteWriter out = new ByteWriter();
        out.writePath(ZPath.of("/a"));
        out.writeInt(count);
        ByteReader in = new ByteReader(out.toArray());
        assertTrue(isUndecodable(RequestReader.read(Op.SET_ACL.code(), in)));
    }

    @ParameterizedTest
    @CsvSource({
        // type, flags, what it is inside a multi
        " 1, 0, CREATE",
        " 1, 3, CREATE",
        " 1, 4, CREATE_CONTAINER",
        "15, 4, CREATE_CONTAINER",
        "19, 0, CREATE_CONTAINER",
        "19, 3, CREATE_CONTAINER",
        "15, 2, CREATE2",
        "21, 5, CREATE_TTL",
        "21, 6, CREATE_TTL",
        "21, 0, CREATE",
        "21, 9, CREATE",
        " 1, 5, refused",
        "15, 6, refused",
        " 1, 7, refused",
        "19, 5, refused",
        " 1,-1, refused"
    })
    void createsInAMultiAreNormalised(int type, int flags, String expected) {
        ByteWriter out = new ByteWriter();
        out.writeInt(type);
        out.writeBool(false);
        out.writeInt(-1);
        out.writePath(ZPath.of("/a"));
        out.writeBuffer(null);
        out.writeVector(
                Acl.OPEN,
                (o, acl) -> {
                    o.writeInt(acl.perms());
                    o.writeString(acl.id().scheme());
                    o.writeString(acl.id().id());
                });
        out.writeInt(flags);
        if (type == 21) {
            out.writeLong(1000);
        }
        out.writeInt(-1);
        out.writeBool(true);
        out.writeInt(-1);
        Request request = RequestReader.read(Op.MULTI.code(), new ByteReader(out.toArray()));
        if (expected.equals("refused")) {
            assertTrue(isUndecodable(request), request::toString);
        } else {
            WriteRequest.Multi multi = assertInstanceOf(WriteRequest.Multi.class, request);
            assertEquals(Op.valueOf(expected), multi.ops().get(0).op());
        }
    }

    private static byte[] frame(Request request) {
        ByteWriter out = new ByteWriter();
        RequestWriter.write(out, 7, request);
        return out.toArray();
    }

    private static Request read(byte[] frame) throws MalformedException {
        ByteReader in = new ByteReader(frame);
        in.readInt();
        in.readInt();
        return RequestReader.read(in.readInt(), in);
    }

    private static boolean isUndecodable(Request request) {
        return request.getClass().getSimpleName().equals("Undecodable");
    }
}
