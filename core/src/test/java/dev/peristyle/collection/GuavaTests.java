package dev.peristyle.collection;

import java.util.Collections;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The tests of a suite of Guava, each one of its own. */
final class GuavaTests {

    private GuavaTests() {}

    static Stream<DynamicNode> of(TestSuite suite, Runnable afterEach) {
        return leaves(suite).map(test -> DynamicTest.dynamicTest(test.toString(), () -> run(test, afterEach)));
    }

    private static Stream<Test> leaves(Test test) {
        return test instanceof TestSuite suite
                ? Collections.list(suite.tests()).stream().flatMap(GuavaTests::leaves)
                : Stream.of(test);
    }

    private static void run(Test test, Runnable afterwards) throws Throwable {
        TestResult result = new TestResult();
        try {
            test.run(result);
        } finally {
            afterwards.run();
        }
        for (TestFailure failure : Collections.list(result.failures())) {
            throw failure.thrownException();
        }
        for (TestFailure failure : Collections.list(result.errors())) {
            throw failure.thrownException();
        }
    }
}
