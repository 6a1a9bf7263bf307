package dev.peristyle.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.peristyle.random.Seeds;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The package rules that every module keeps; each module's own test applies them to its classes. */
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> INTERNAL = resideInAnyPackage("dev.peristyle..internal..");

    private ArchitectureRules() {}

    /**
     * Reads the classes of one module, without its tests and without the variants for newer versions of Java.
     *
     * @param member any class of the module
     * @return all classes from the same directory or jar
     */
    public static JavaClasses moduleOf(Class<?> member) {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("META-INF/versions"))
                .importUrl(member.getProtectionDomain().getCodeSource().getLocation());
    }

    /**
     * Users never meet a type that they are not to use.
     *
     * @return the rule
     */
    public static ArchRule signaturesHideInternals() {
        return classes()
                .that(not(INTERNAL))
                .should(new ArchCondition<>("not mention internal types in what users see") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (isVisible(type)) {
                            exposedBy(type)
                                    .forEach(exposure -> events.add(SimpleConditionEvent.violated(
                                            type, exposure + " in " + type.getSourceCodeLocation())));
                        }
                    }
                })
                .allowEmptyShould(true);
    }

    /**
     * The package list is a one-way street.
     *
     * @return the rule
     */
    public static ArchRule packagesHaveNoCycles() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith("dev.peristyle")
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    /**
     * A kernel is a loop over memory and knows nothing of what it computes for. It may call what lies below it: the ground
     * floor, and texts of values.
     *
     * @return the rule
     */
    public static ArchRule kernelsKnowOnlyMemory() {
        return classes()
                .that()
                .resideInAPackage("..kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.incubator.vector..",
                        "org.agrona..",
                        "..kernel..",
                        "..internal.ground..",
                        "..internal.value..",
                        "..memory..")
                .allowEmptyShould(true);
    }

    /**
     * Reads the test classes of one module.
     *
     * @param member any test class of the module
     * @return all classes from the same directory
     */
    public static JavaClasses testsOf(Class<?> member) {
        return new ClassFileImporter()
                .importUrl(member.getProtectionDomain().getCodeSource().getLocation());
    }

    /**
     * What a test tried by chance can be tried again.
     *
     * @return the rule
     */
    public static ArchRule randomnessHasSeeds() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Seeds.class.getName())
                .and()
                .doNotHaveFullyQualifiedName("dev.peristyle.random.SeedsTest")
                .should()
                .callConstructorWhere(describe(
                        "target is a Random instead of one of Seeds",
                        call -> call.getTargetOwner().getName().equals("java.util.Random")))
                .orShould()
                .callMethod(Math.class, "random");
    }

    /**
     * For modules that must work on any source: files belong to io.
     *
     * @param pathHolders simple names of the classes that hold the path of a directory among their settings
     * @return the rule
     */
    public static ArchRule knowsNoFile(Set<String> pathHolders) {
        DescribedPredicate<JavaClass> file = resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                .or(describe(
                        "belong to files", type -> type.getName().matches("java\\.io\\.(File.*|RandomAccessFile)")));
        DescribedPredicate<JavaClass> path =
                describe("are paths", type -> type.getName().equals("java.nio.file.Path"));
        ArchRule nobodyOpensFiles = noClasses().should().dependOnClassesThat(file.and(not(path)));
        ArchRule fewHoldPaths = noClasses()
                .that(describe(
                        "are not among " + pathHolders,
                        type -> !pathHolders.contains(outermost(type).getSimpleName())))
                .should()
                .dependOnClassesThat(path);
        return CompositeArchRule.of(nobodyOpensFiles).and(fewHoldPaths);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureRules::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<String> exposedBy(JavaClass type) {
        Stream<String> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(supertype -> internalsOf(supertype, "supertype of " + type.getName()));
        Stream<String> members = type.getMembers().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .flatMap(member -> typesOf(member).flatMap(used -> internalsOf(used, member.getFullName())));
        return Stream.concat(supertypes, members);
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaCodeUnit method) {
            return Stream.of(
                            Stream.of(method.getReturnType()),
                            method.getParameterTypes().stream(),
                            method.getExceptionTypes().stream())
                    .flatMap(types -> types);
        }
        return member.getAllInvolvedRawTypes().stream().map(JavaType.class::cast);
    }

    private static Stream<String> internalsOf(JavaType type, String place) {
        return type.getAllInvolvedRawTypes().stream()
                .filter(INTERNAL)
                .map(internal -> internal.getName() + " appears in " + place)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream();
    }
}
