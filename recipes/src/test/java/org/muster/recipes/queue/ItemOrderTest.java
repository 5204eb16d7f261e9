package org.muster.recipes.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The first item is the first by priority, then by number. */
final class ItemOrderTest {
    @Test
    void plainItemsAreInTheOrderOfTheirNumbers() {
        assertEquals(
                List.of("qn-2147483647", "qn--2147483648", "qn--2147483647"),
                ItemOrder.plain()
                        .sort(
                                List.of(
                                        "qn--2147483647",
                                        "other",
                                        "qn-2147483647",
                                        "qn--2147483648",
                                        "qn-12")));
    }

    @Test
    void prioritiesComeFirst() {
        assertEquals(
                List.of("entry-005-0000000009", "entry-100-0000000001", "entry-100-0000000002"),
                ItemOrder.prioritized()
                        .sort(
                                List.of(
                                        "entry-100-0000000002",
                                        "entry-005-0000000009",
                                        "entry-xyz-0000000003",
                                        "entry-100-0000000001")));
    }

    @Test
    void namesBeginAsTheirPrioritySays() {
        assertEquals("entry-007-", ItemOrder.prioritized().stem(7));
        assertEquals("qn-", ItemOrder.plain().stem(7));
        assertThrows(IllegalArgumentException.class, () -> ItemOrder.prioritized().stem(1000));
    }
}
