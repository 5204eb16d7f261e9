package org.muster.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Modules know each other downward only, and packages never in a circle. */
final class LayersTest {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @TestFactory
    List<DynamicTest> aModuleKnowsOnlyWhatIsBelowIt() {
        List<DynamicTest> tests = new ArrayList<>();
        Repository.LAYERS.forEach((module, allowed) ->
                tests.add(
                        DynamicTest.dynamicTest(
                                module,
                                () ->
                                        layer("org.muster", module, allowed)
                                                .check(Repository.CLASSES))));
        return tests;
    }

    @Test
    void onlyTheOutermostPackagesKnowForeignLibraries() {
        foreign("org.muster").check(Repository.CLASSES);
    }

    @Test
    void packagesFormNoCircle() {
        cycles("org.muster").check(Repository.CLASSES);
    }

    @Test
    void everyModuleOfTheBuildHasItsLayer() {
        Set<String> built = new TreeSet<>();
        var matcher = MODULE.matcher(Repository.read(Repository.ROOT.resolve("pom.xml")));
        while (matcher.find()) {
            if (!matcher.group(1).startsWith("reference/")) {
                built.add(matcher.group(1));
            }
        }
        built.remove("arch");
        assertEquals(Repository.LAYERS.keySet(), built);
        for (String module : built) {
            assertTrue(
                    Files.isDirectory(Repository.ROOT.resolve(module + "/target/classes")),
                    module + " is not compiled");
        }
    }

    @Test
    void aLookUpwardIsFound() {
        ArchRule rule = layer("org.muster.arch.fixture", "zab", Set.of("model"));
        assertTrue(rule.evaluate(Repository.samples()).hasViolation());
    }

    @Test
    void aForeignLibraryIsFound() {
        assertTrue(
                foreign("org.muster.arch.fixture").evaluate(Repository.samples()).hasViolation());
    }

    @Test
    void aCircleIsFound() {
        assertTrue(cycles("org.muster.arch.fixture").evaluate(Repository.samples()).hasViolation());
    }

    private static ArchRule layer(String root, String module, Set<String> allowed) {
        List<String> permitted = new ArrayList<>();
        permitted.add(root + "." + module + "..");
        allowed.forEach(name -> permitted.add(root + "." + name + ".."));
        return noClasses()
                .that(resideInAPackage(root + "." + module + ".."))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(root + "..")
                                .and(
                                        com.tngtech.archunit.base.DescribedPredicate.not(
                                                resideInAnyPackage(
                                                        permitted.toArray(new String[0])))))
                .as(module + " may know only " + permitted)
                .allowEmptyShould(true);
    }

    private static ArchRule foreign(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(
                        root + ".server..",
                        root + ".cli.shell.command..",
                        root + ".cli.shell.prompt..",
                        root + ".bench..",
                        root + ".testkit.junit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.muster..", "java..", "javax..", "org.jspecify..")
                .allowEmptyShould(true);
    }

    private static ArchRule cycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }
}
