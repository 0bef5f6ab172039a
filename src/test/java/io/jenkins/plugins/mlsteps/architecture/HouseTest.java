package io.jenkins.plugins.mlsteps.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which room may import which: arrows point down the table of docs/architecture.md only. */
@AnalyzeClasses(packages = HouseTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    static final String ROOT = "io.jenkins.plugins.mlsteps";

    private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

    static {
        MAY_IMPORT.put("spec", List.of());
        MAY_IMPORT.put("record", List.of("spec"));
        MAY_IMPORT.put("expression", List.of());
        MAY_IMPORT.put("host", List.of("spec", "record"));
        MAY_IMPORT.put("workload", List.of("spec", "record", "host"));
        MAY_IMPORT.put("metrics", List.of("record"));
        MAY_IMPORT.put("tune", List.of("spec", "record", "expression"));
        MAY_IMPORT.put("gate", List.of("spec", "record", "expression"));
        MAY_IMPORT.put("model", List.of("spec", "record"));
        MAY_IMPORT.put("deploy", List.of("spec", "record", "model", "gate", "workload", "host"));
        MAY_IMPORT.put("automl", List.of("spec", "record", "metrics", "tune", "model"));
        MAY_IMPORT.put("serve", List.of("model", "record", "spec"));
        MAY_IMPORT.put("report", List.of("record", "spec"));
        MAY_IMPORT.put(
                "steps",
                List.of(
                        "spec", "record", "host", "workload", "metrics", "tune", "gate", "model", "deploy", "automl",
                        "serve", "report"));
        MAY_IMPORT.put(
                "cli",
                List.of(
                        "spec", "record", "host", "workload", "metrics", "tune", "gate", "model", "deploy", "automl",
                        "serve", "report", "steps"));
        MAY_IMPORT.put(
                "jenkins",
                List.of(
                        "spec", "record", "host", "workload", "metrics", "tune", "gate", "model", "deploy", "automl",
                        "serve", "report", "steps"));
    }

    @ArchTest
    static final ArchRule arrowsPointDownTheTable = CompositeArchRule.of(MAY_IMPORT.keySet().stream()
            .map(room -> noClasses()
                    .that()
                    .resideInAPackage(inside(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbiddenFor(room))
                    .allowEmptyShould(true))
            .toList());

    @ArchTest
    static final ArchRule everyClassHasARoom =
            classes().should().resideInAnyPackage(MAY_IMPORT.keySet().stream()
                    .map(HouseTest::inside)
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheJenkinsRoomKnowsJenkins = noClasses()
            .that()
            .resideOutsideOfPackage(inside("jenkins"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.stapler..");

    @ArchTest
    static final ArchRule onlyClusterRoomsKnowKubernetes = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".workload.kubernetes..",
                    ROOT + ".workload.kubeflow..",
                    ROOT + ".deploy.kubernetes..",
                    ROOT + ".deploy.kserve..",
                    ROOT + ".deploy.knative..",
                    inside("jenkins"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.kubernetes..");

    @ArchTest
    static final ArchRule specKnowsOnlyTheJdkAndAnnotations = classes()
            .that()
            .resideInAPackage(inside("spec"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "com.fasterxml.jackson.annotation..", inside("spec"));

    /**
     * The clocks of a cluster are others; whoever never reads this one cannot compare them. An object storage is told the time with each
     * request, and compares.
     */
    @ArchTest
    static final ArchRule whatWatchesJobsReadsNoClock = noClasses()
            .that()
            .resideInAPackage(ROOT + ".workload.kubernetes..")
            .and()
            .resideOutsideOfPackage(ROOT + ".workload.kubernetes.storage")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    private static String inside(String room) {
        return ROOT + "." + room + "..";
    }

    private static String[] forbiddenFor(String room) {
        List<String> forbidden = new ArrayList<>(MAY_IMPORT.keySet());
        forbidden.remove(room);
        forbidden.removeAll(MAY_IMPORT.get(room));
        return forbidden.stream().map(HouseTest::inside).toArray(String[]::new);
    }
}
