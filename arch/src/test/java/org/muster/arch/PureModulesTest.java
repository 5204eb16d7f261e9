package org.muster.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pure modules do nothing by themselves, so that one seed decides everything.
 *
 * <p>The bans on single methods (clocks, properties, unordered collections) stand in {@code
 * arch/pure.forbidden} and are checked when a module is compiled; here are those on whole packages.
 */
final class PureModulesTest {
    private static final Pattern DISK = Pattern.compile(".*\\.NioDisk(\\$.*)?");

    /** Of the client only what the simulator drives is pure. */
    private static final String CLIENT_MACHINE = "client.machine";

    private static final Set<String> HARMLESS =
            Set.of(
                    "java.io.IOException",
                    "java.io.UncheckedIOException",
                    "java.io.EOFException",
                    "java.io.Serializable");

    @Test
    void theyTouchNothingOutsideThemselves() {
        pure("org.muster").check(Repository.CLASSES);
    }

    @Test
    void theirBuildChecksTheForbiddenCalls() {
        for (String module : Repository.PURE) {
            String pom = Repository.read(Repository.ROOT.resolve(module + "/pom.xml"));
            assertTrue(pom.contains("<artifactId>forbiddenapis</artifactId>"), module);
        }
    }

    @Test
    void theClientsBuildChecksItsMachine() {
        String pom = Repository.read(Repository.ROOT.resolve("client/pom.xml"));
        assertTrue(pom.contains("<include>org/muster/client/machine/**/*.class</include>"));
    }

    @Test
    void anImpureSampleIsFound() {
        assertTrue(pure("org.muster.arch.fixture").evaluate(Repository.samples()).hasViolation());
    }

    @Test
    void aRealDiskIsExcusedAndNothingElse() {
        assertTrue(DISK.matcher("org.muster.storage.disk.NioDisk").matches());
        assertTrue(DISK.matcher("org.muster.storage.disk.NioDisk$Open").matches());
        assertEquals(false, DISK.matcher("org.muster.storage.disk.NioDiskLike").matches());
    }

    private static ArchRule pure(String root) {
        String[] packages =
                Stream.concat(Repository.PURE.stream(), Stream.of(CLIENT_MACHINE))
                        .map(m -> root + "." + m + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .and()
                .haveNameNotMatching(DISK.pattern())
                .should()
                .dependOnClassesThat(reachesOutside())
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> reachesOutside() {
        List<String> banned =
                List.of(
                        "java.io.",
                        "java.net.",
                        "java.nio.file.",
                        "java.nio.channels.",
                        "java.util.concurrent.",
                        "java.util.logging.",
                        "java.lang.Thread",
                        "java.lang.Process",
                        "java.lang.Runtime",
                        "java.lang.reflect.",
                        "java.time.Clock",
                        "java.util.Random",
                        "java.util.Timer",
                        "java.security.SecureRandom",
                        "org.slf4j.",
                        "io.netty.");
        return DescribedPredicate.describe(
                "reach outside the program",
                type ->
                        !HARMLESS.contains(type.getName())
                                && !type.getName().startsWith("java.lang.RuntimeException")
                                && banned.stream().anyMatch(type.getName()::startsWith));
    }
}
