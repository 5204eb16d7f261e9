package org.muster.replica.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Bytes;
import org.muster.model.SessionId;

final class PasswordsTest {
    private static final SessionId SESSION = new SessionId(0x0100_001d_a53f_0000L);

    @Test
    void areTheFirstHalfOfHmacSha256() throws GeneralSecurityException {
        for (int keyLength : new int[] {16, 32, 64, 65, 200}) {
            byte[] key = new byte[keyLength];
            Arrays.fill(key, (byte) keyLength);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] id = ByteBuffer.allocate(8).putLong(SESSION.value()).array();
            byte[] expected = Arrays.copyOf(mac.doFinal(id), Passwords.LENGTH);
            assertEquals(Bytes.owning(expected), new Passwords(Bytes.copyOf(key)).of(SESSION));
        }
    }

    @Test
    void matchOnlyTheirOwnSessionInFullLength() {
        Passwords passwords = new Passwords(Bytes.utf8("0123456789abcdef"));
        byte[] right = passwords.of(SESSION).toArray();
        assertTrue(passwords.matches(SESSION, Bytes.copyOf(right)));
        assertFalse(passwords.matches(new SessionId(1), Bytes.copyOf(right)));
        assertFalse(passwords.matches(SESSION, Bytes.copyOf(right, 0, 15)));
        assertFalse(passwords.matches(SESSION, Bytes.EMPTY));
        assertFalse(passwords.matches(SESSION, null));
        assertNotEquals(
                passwords.of(SESSION), new Passwords(Bytes.utf8("0123456789abcdeF")).of(SESSION));
    }

    @Test
    void needAKeyWorthTheName() {
        assertThrows(BrokenInvariantException.class, () -> new Passwords(Bytes.utf8("too short")));
    }

    @Test
    void legacyOnesFollowTheReferencesFormula() {
        assertEquals("739cd0178420fb50093cd4336dee3b7b", legacy(0x0100_001d_a53f_0000L));
        assertEquals("6df5aaedf69e5b5d937e9c972f3f80e6", legacy(0x0100_0013_1c99_0000L));
        assertEquals("8016a5ed96ea3aa288c103c303c894b3", legacy(0x0100_0013_1c99_0001L));
        assertTrue(LegacyPasswords.matches(SESSION, LegacyPasswords.of(SESSION)));
        assertFalse(LegacyPasswords.matches(SESSION, null));
    }

    private static String legacy(long id) {
        return HexFormat.of().formatHex(LegacyPasswords.of(new SessionId(id)).toArray());
    }
}
