package org.muster.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.muster.server.config.ServerConfig.Throttle;

class ConnectionThrottleTest {
    @Test
    void withoutTokensNothingIsThrottled() {
        ConnectionThrottle throttle = throttle(new Throttle(0, 1, 1, -1, 0, 0, 0, 1, 1));
        for (int i = 0; i < 100; i++) {
            assertTrue(throttle.admit(false, 0));
        }
    }

    @Test
    void tokensComeBackWithTime() {
        ConnectionThrottle throttle = throttle(new Throttle(2, 10, 1, -1, 0, 0, 0, 1, 1));
        assertTrue(throttle.admit(false, 0));
        assertTrue(throttle.admit(false, 0));
        assertFalse(throttle.admit(false, 0));
        assertTrue(throttle.admit(false, 11));
        assertFalse(throttle.admit(false, 11));
        assertTrue(throttle.admit(false, 1000));
        assertTrue(throttle.admit(false, 1000));
        assertFalse(throttle.admit(false, 1000));
    }

    @Test
    void whatIsMissingIsNotedForEachThatIsLetThrough() {
        ConnectionThrottle throttle = throttle(new Throttle(2, 10, 1, -1, 0, 0, 0, 1, 1));
        for (int i = 0; i < 3; i++) {
            throttle.admit(false, 0);
        }
        assertEquals(2, throttle.missing().count());
        assertEquals(1 + 2, throttle.missing().sum());
        throttle.resetCounts();
        assertEquals(0, throttle.missing().count());
    }

    @Test
    void newSessionsCostMoreThanRenewedOnes() {
        ConnectionThrottle throttle = throttle(new Throttle(5, 1000, 1, -1, 0, 0, 0, 3, 2));
        assertTrue(throttle.admit(false, 0));
        assertFalse(throttle.admit(false, 0));
        assertTrue(throttle.admit(true, 0));
        assertFalse(throttle.admit(true, 0));
    }

    @Test
    void theDropProbabilityRisesWhileTokensLackAndFallsLater() {
        ConnectionThrottle throttle = throttle(new Throttle(1, 100, 1, 10, 0.5, 0.25, 0, 1, 1));
        assertTrue(throttle.admit(false, 0));
        assertFalse(throttle.admit(false, 1));
        throttle.admit(false, 20);
        assertEquals(0.5, throttle.dropProbability());
        throttle.admit(false, 30);
        assertEquals(1.0, throttle.dropProbability());
        assertFalse(throttle.admit(false, 31));
    }

    private static ConnectionThrottle throttle(Throttle settings) {
        return new ConnectionThrottle(settings, new Random(1), 0);
    }
}
