package org.muster.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.muster.server.clients.Admission.Verdict;

class AdmissionTest {
    private final InetAddress one = InetAddress.ofLiteral("10.0.0.1");
    private final InetAddress two = InetAddress.ofLiteral("10.0.0.2");

    @Test
    void eachAddressHasItsOwnCap() {
        Admission admission = new Admission(0, 2);
        assertEquals(Verdict.ADMITTED, admission.enter(one));
        assertEquals(Verdict.ADMITTED, admission.enter(one));
        assertEquals(Verdict.TOO_MANY_FROM_ADDRESS, admission.enter(one));
        assertEquals(Verdict.ADMITTED, admission.enter(two));
        assertEquals(3, admission.total());
        admission.leave(one);
        assertEquals(Verdict.ADMITTED, admission.enter(one));
        assertEquals(Verdict.TOO_MANY_FROM_ADDRESS, admission.enter(one));
    }

    @Test
    void allTogetherHaveACap() {
        Admission admission = new Admission(2, 0);
        assertEquals(Verdict.ADMITTED, admission.enter(one));
        assertEquals(Verdict.ADMITTED, admission.enter(two));
        assertEquals(Verdict.TOO_MANY, admission.enter(two));
        admission.leave(one);
        assertEquals(Verdict.ADMITTED, admission.enter(two));
        assertEquals(2, admission.total());
    }

    @Test
    void zeroIsNoCap() {
        Admission admission = new Admission(0, 0);
        for (int i = 0; i < 1000; i++) {
            assertEquals(Verdict.ADMITTED, admission.enter(one));
        }
    }
}
