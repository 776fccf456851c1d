package nightdesk.dashboard.app;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The walls of the house, over the main code of all four modules. */
class ArchitectureTest {
    private static final List<String> MODULES = List.of("ingest", "nlp", "responder", "dashboard");

    /** Packages whose classes are plain Java, except for those that wire, bind settings or talk to a server. */
    private static final String[] DOMAIN = {
        "nightdesk.nlp.lexicon..",
        "nightdesk.nlp.triage..",
        "nightdesk.responder.compliance..",
        "nightdesk.responder.lead..",
    };

    private static final Set<String> EDGES = Set.of("Configuration", "Settings", "Store", "Queue", "Stage", "Row");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("nightdesk");

    @Test
    void looksAtAllFourModules() {
        for (String module : MODULES) {
            assertThat(CODE.stream().filter(resideInAPackage("nightdesk." + module + "..")))
                    .as(module)
                    .hasSizeGreaterThan(3);
        }
    }

    /** A module's root package holds its ports, on which everything below it rests; only the wiring looks down. */
    @Test
    void hasNoPackageCycles() {
        slices().matching("nightdesk.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(simpleNameEndingWith("Module"), alwaysTrue())
                .ignoreDependency(opensItsOnlyAdapter(), resideInAPackage("nightdesk.ingest.standin"))
                .check(CODE);
    }

    @Test
    void looksOnlyUpTheLine_fromDashboardToIngest() {
        for (int i = 0; i < MODULES.size(); i++) {
            String[] above = MODULES.subList(i + 1, MODULES.size()).stream()
                    .map(module -> "nightdesk." + module + "..")
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("nightdesk." + MODULES.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(CODE);
            }
        }
    }

    @Test
    void usesOnlyTheRootPackage_ofAnotherModule() {
        for (String module : MODULES) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("nightdesk." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("nightdesk." + module + ".*..")
                    .check(CODE);
        }
    }

    @Test
    void keepsEachTechnology_inItsPackages() {
        only("Kafka", "nightdesk.ingest.kafka..", "nightdesk.ingest.embedded..")
                .uses("org.apache.kafka..", "kafka..", "reactor.kafka..");
        only("PostgreSQL's binaries", "nightdesk.ingest.embedded..").uses("io.zonky..");
        only("Flyway and drivers", "nightdesk.ingest.store..")
                .uses("org.flywaydb..", "io.r2dbc.postgresql..", "io.r2dbc.pool..");
        only("Lucene", "nightdesk.nlp.lucene..").uses("org.apache.lucene..");
        only("ONNX", "nightdesk.nlp.embedding..").uses("ai.onnxruntime..");
        only("language models", "nightdesk.responder.compose..").uses("dev.langchain4j..");
        only("CSV", "nightdesk.ingest.wechat..").uses("org.apache.commons.csv..");
        only("Spring Security", "nightdesk.dashboard.security..", "nightdesk.dashboard.problem..")
                .uses("org.springframework.security..");
        only("OpenAPI models", "nightdesk.dashboard.openapi..")
                .uses(
                        "org.springdoc.core.customizers..",
                        "org.springdoc.core.providers..",
                        "io.swagger.v3.core..",
                        "io.swagger.v3.oas.models..");
    }

    @Test
    void talksSql_onlyInStores() {
        noClasses()
                .that(not(
                        simpleNameEndingWith("Store").or(enclosedByStore()).or(simpleNameEndingWith("Configuration"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.r2dbc..", "java.sql..", "javax.sql.."))
                .check(CODE);
    }

    @Test
    void importsReactorKafka_inOneClass() {
        assertThat(CODE.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use ->
                                        use.getTargetClass().getPackageName().startsWith("reactor.kafka")))
                        .map(ArchitectureTest::outermost)
                        .collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void subscribes_onlyInTheStageRunner() {
        noClasses()
                .that(not(simpleNameIs("StageRunner")))
                .should()
                .callMethodWhere(target("subscribe", Publisher.class))
                .check(CODE);
    }

    @Test
    void blocksNowhere() {
        for (String method : List.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream")) {
            noClasses()
                    .should()
                    .callMethodWhere(target(method, Mono.class).or(target(method, Flux.class)))
                    .check(CODE);
        }
        noClasses().should().callMethodWhere(target("sleep", Thread.class)).check(CODE);
    }

    @Test
    void namesItsOwnSchedulers() {
        for (String shared : List.of("boundedElastic", "immediate")) {
            noClasses()
                    .should()
                    .callMethodWhere(target(shared, Schedulers.class))
                    .check(CODE);
        }
    }

    @Test
    void keepsTheDomain_freeOfSpringAndReactor() {
        noClasses()
                .that(resideInAnyPackage(DOMAIN).and(not(atTheEdge())))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc.."))
                .check(CODE);
    }

    @Test
    void marksEveryPackage_andBansCupboards() {
        Set<String> packages = CODE.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> marked = CODE.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .filter(type -> type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        assertThat(marked).containsAll(packages);
        assertThat(packages)
                .noneMatch(name -> Stream.of(name.split("\\."))
                        .anyMatch(
                                Set.of("util", "common", "helper", "impl", "service", "model", "dto", "manager")
                                        ::contains));
    }

    @Test
    void wiresByHand() {
        noClasses()
                .should()
                .beAnnotatedWith("org.springframework.stereotype.Component")
                .orShould()
                .beAnnotatedWith("org.springframework.stereotype.Service")
                .orShould()
                .beAnnotatedWith("org.springframework.stereotype.Repository")
                .orShould()
                .beAnnotatedWith("org.springframework.context.annotation.ComponentScan")
                .check(CODE);
        classes()
                .that()
                .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                .should()
                .resideInAPackage("nightdesk.dashboard..")
                .andShould()
                .notBePublic()
                .check(CODE);
    }

    private static Technology only(String what, String... packages) {
        return targets -> noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(resideInAnyPackage(targets))
                .as(what + " is used only in " + String.join(", ", packages))
                .check(CODE);
    }

    private interface Technology {
        void uses(String... packages);
    }

    private static DescribedPredicate<JavaMethodCall> target(String method, Class<?> owner) {
        return DescribedPredicate.describe("calls " + owner.getSimpleName() + "." + method, call -> {
            MethodCallTarget target = call.getTarget();
            return target.getName().equals(method) && target.getOwner().isAssignableTo(owner);
        });
    }

    private static DescribedPredicate<JavaClass> simpleNameIs(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> outermost(type).endsWith("." + name));
    }

    /** A stand-in is opened by who needs one, not wired; its port has the factory. */
    private static DescribedPredicate<JavaClass> opensItsOnlyAdapter() {
        return simpleNameIs("WecomStandIn");
    }

    private static DescribedPredicate<JavaClass> enclosedByStore() {
        return DescribedPredicate.describe(
                "inside a store", type -> outermost(type).endsWith("Store"));
    }

    private static DescribedPredicate<JavaClass> atTheEdge() {
        return DescribedPredicate.describe("at the edge", type -> EDGES.stream().anyMatch(outermost(type)::endsWith));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }
}
