package org.muster.state.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/** The text of limits and statistics, and the paths where they are. */
class QuotaTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=5,bytes=100                             | count=5,bytes=100",
                "''                                            | count=-1,bytes=-1",
                "',;'                                          | count=-1,bytes=-1",
                "bytes=7                                       | count=-1,bytes=7",
                "count=1;;,bytes=2                             | count=1,bytes=2",
                "count=1,bytes=2=;countHardLimit=4;byteHardLimit=3"
                        + " | count=1,bytes=2=;byteHardLimit=3;countHardLimit=4",
                "byteHardLimit=20;countHardLimit=4"
                        + " | count=-1,bytes=-1=;byteHardLimit=20;countHardLimit=4",
                "count==5,bytes=1                              | count=-1,bytes=1",
                "count=-9,bytes=9223372036854775807            | count=-9,bytes=9223372036854775807"
            })
    void aTextIsReadAndWrittenInItsPlainForm(String text, String plain) {
        assertEquals(plain, QuotaText.parse(Bytes.utf8(text)).toBytes().toUtf8());
    }

    @ParameterizedTest
    @CsvSource({
        "hello",
        "count=",
        "bytes=1;count=,x=2",
        "=",
        "count=x",
        "count=1.5",
        "'count=9223372036854775808'",
        "';count=1'"
    })
    void whatIsNoNumberIsNoText(String text) {
        assertNull(QuotaText.parse(Bytes.utf8(text)));
    }

    @Test
    void nullDataIsNoText() {
        assertNull(QuotaText.parse(null));
    }

    @Test
    void aTextThatWouldTakeLongToReadIsNone() {
        String longest = "count=1" + ",".repeat(QuotaText.MAX_BYTES - 7);
        assertEquals(1, QuotaText.parse(Bytes.utf8(longest)).count());
        assertNull(QuotaText.parse(Bytes.utf8(longest + ",")));
    }

    @Test
    void aSumKeepsTheOtherNumbers() {
        QuotaText text = QuotaText.parse(Bytes.utf8("count=2,bytes=5=;x=9"));
        assertEquals("count=3,bytes=1=;x=9", text.plus(1, -4).toBytes().toUtf8());
    }

    @ParameterizedTest
    @CsvSource({
        "/zookeeper/quota/a/zookeeper_limits,      true,  false",
        "/zookeeper/quota/a/b/zookeeper_stats,     false, true",
        "/zookeeper/quota/zookeeper_limits,        false, false",
        "/zookeeper/quotax/a/zookeeper_limits,     false, false",
        "/zookeeper/quota/a/xzookeeper_limits,     false, false",
        "/a/zookeeper_limits,                      false, false"
    })
    void placesAreKnownByTheirPath(String path, boolean limits, boolean stats) {
        assertEquals(limits, QuotaPaths.isLimits(ZPath.of(path)));
        assertEquals(stats, QuotaPaths.isStats(ZPath.of(path)));
    }

    @Test
    void aSubjectLeadsToItsPlacesAndBack() {
        ZPath subject = ZPath.of("/a/b");
        assertEquals("/zookeeper/quota/a/b/zookeeper_limits", QuotaPaths.limitsOf(subject) + "");
        assertEquals("/zookeeper/quota/a/b/zookeeper_stats", QuotaPaths.statsOf(subject) + "");
        assertEquals(subject, QuotaPaths.subject(QuotaPaths.limitsOf(subject)));
    }
}
