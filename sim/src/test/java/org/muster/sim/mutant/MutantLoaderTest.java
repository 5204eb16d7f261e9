package org.muster.sim.mutant;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class MutantLoaderTest {

    private static LongFunction<?> trial(MutantLoader loader) throws ReflectiveOperationException {
        return (LongFunction<?>)
                loader.loadClass("org.muster.sim.Trial").getDeclaredConstructor().newInstance();
    }

    @Test
    void everyMutantChangesTheServer() throws ReflectiveOperationException {
        List<Mutant> all = new ArrayList<>(Mutants.ALL);
        all.addAll(EnsembleMutants.ALL);
        for (Mutant mutant : all) {
            MutantLoader loader = new MutantLoader(mutant);
            loader.loadClass(mutant.className());
            assertDoesNotThrow(loader::requireChanged, mutant.id());
        }
    }

    @Test
    void aPlantedBugIsCaughtAndTheServerBesideItIsSound() throws ReflectiveOperationException {
        Mutant mutant = Mutants.ALL.getFirst();
        String verdict = "";
        for (long seed = 1; verdict.isEmpty() && seed < 20; seed++) {
            verdict = String.valueOf(trial(new MutantLoader(mutant)).apply(seed));
        }
        assertTrue(verdict.startsWith("C6 "), verdict);
        assertEquals("", new org.muster.sim.Trial().apply(1));
    }

    @Test
    void aMutantThatFindsNothingToChangeIsTold() throws ClassNotFoundException {
        Mutant lost =
                new Mutant(
                        "T",
                        "nothing",
                        List.of("C1"),
                        1,
                        "org.muster.storage.log.LogWriter.flush",
                        "noSuchCall",
                        "pretendSync");
        MutantLoader loader = new MutantLoader(lost);
        loader.loadClass(lost.className());
        assertThrows(IllegalStateException.class, loader::requireChanged);
    }
}
