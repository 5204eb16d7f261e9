package org.muster.zab.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.ServerId;
import org.muster.model.peer.Blank;

final class BlanksTest {
    private static final ServerId ME = new ServerId(1);
    private static final ServerId TWO = new ServerId(2);
    private static final ServerId THREE = new ServerId(3);
    private static final List<ServerId> VOTERS = List.of(ME, TWO, THREE);
    private static final long LIFE = 77;

    private final Blanks blanks = new Blanks();

    BlanksTest() {
        blanks.name(LIFE);
        blanks.name(78);
    }

    private boolean areAll() {
        return blanks.areAll(VOTERS, ME);
    }

    @Test
    void areAllOnceEachHasAnsweredThisLife() {
        assertEquals(new Blank(LIFE, 0), blanks.saidTo(TWO));
        assertTrue(blanks.heard(TWO, new Blank(5, 0)), "it does not know this life");
        assertEquals(new Blank(LIFE, 5), blanks.saidTo(TWO));
        assertFalse(blanks.heard(TWO, new Blank(5, LIFE)), "now it does");
        assertFalse(areAll());
        assertTrue(blanks.heard(THREE, new Blank(6, LIFE)), "its own life is news");
        assertTrue(areAll());
    }

    @Test
    void areNotAllWhenOneAnsweredAnotherLife() {
        blanks.heard(TWO, new Blank(5, LIFE));
        blanks.heard(THREE, new Blank(6, 76));
        assertFalse(areAll());
    }

    @Test
    void forgetWhoHasSomethingOrIsGone() {
        blanks.heard(TWO, new Blank(5, LIFE));
        blanks.heard(THREE, new Blank(6, LIFE));
        assertFalse(blanks.heard(THREE, null));
        assertFalse(areAll());
        blanks.heard(THREE, new Blank(6, LIFE));
        blanks.forget(TWO);
        assertFalse(areAll());
        blanks.heard(TWO, new Blank(9, LIFE));
        assertTrue(areAll());
    }

    @Test
    void areAllWhenThereIsNobodyElse() {
        assertTrue(blanks.areAll(List.of(ME), ME));
    }
}
