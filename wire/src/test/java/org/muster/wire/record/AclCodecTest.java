package org.muster.wire.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

final class AclCodecTest {
    private static final byte[] OPEN =
            HexFormat.of().parseHex("000000010000001f00000005776f726c6400000006616e796f6e65");

    @Test
    void theOpenListIsReadAsTheOneThereIs() throws MalformedException {
        ByteReader in = new ByteReader(OPEN);
        assertSame(Acl.OPEN, AclCodec.require(in));
        assertEquals(0, in.remaining());
        assertSame(Acl.OPEN, AclCodec.read(new ByteReader(OPEN)));
    }

    @Test
    void theOpenListIsWrittenTheSameWhoeverMadeIt() {
        List<Acl> made = List.of(new Acl(31, new Id("world", "anyone")));
        for (List<Acl> open : List.of(Acl.OPEN, made)) {
            ByteWriter out = new ByteWriter();
            AclCodec.write(out, open);
            assertEquals(HexFormat.of().formatHex(OPEN), HexFormat.of().formatHex(out.toArray()));
        }
    }

    @Test
    void whatOnlyBeginsLikeTheOpenListIsReadInFull() throws MalformedException {
        byte[] readOnly = OPEN.clone();
        readOnly[7] = 1;
        assertEquals(Acl.READ_ONLY, AclCodec.require(new ByteReader(readOnly)));
        for (int length = 0; length < OPEN.length; length++) {
            byte[] cut = Arrays.copyOf(OPEN, length);
            assertThrows(MalformedException.class, () -> AclCodec.require(new ByteReader(cut)));
            ByteReader range = new ByteReader(OPEN, 0, length);
            assertThrows(MalformedException.class, () -> AclCodec.require(range));
        }
    }
}
