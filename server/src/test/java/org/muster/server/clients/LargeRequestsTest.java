package org.muster.server.clients;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LargeRequestsTest {
    @Test
    void allLoopsShareTheRoomAndSmallRequestsNeedNone() {
        LargeRequests requests = new LargeRequests(100, 1000, 2);
        assertTrue(requests.admit(1000));
        assertFalse(requests.admit(1001));
        requests.tell(0, 300);
        requests.tell(1, 400);
        assertTrue(requests.admit(300));
        assertFalse(requests.admit(301));
        requests.tell(1, 5000);
        assertTrue(requests.admit(100));
        requests.tell(1, 0);
        assertTrue(requests.admit(700));
    }
}
