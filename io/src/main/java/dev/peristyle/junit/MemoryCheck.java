package dev.peristyle.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Fails a test after which more is held off the heap than before, or that held more at a time than it may: a cursor, a table or a cache
 * that was not closed, a job that outgrew its budget. The message lists who holds what, and with
 * {@code -Dperistyle.memory.trace=true} the lines that asked for it.
 *
 * <pre>{@code
 * @MemoryCheck(atMost = 8 << 20)
 * class ReportTest {
 *     @Test
 *     void writesTheReport() { … }
 * }
 * }</pre>
 *
 * <p>It holds for each test of a class, those of nested and derived classes too, or for one method, whose own annotation comes first. Methods
 * before and after each test count as part of it. A test that has failed already fails for its own reason, with this one suppressed in it.
 *
 * <p>What is counted is all of the process ({@link dev.peristyle.memory.MemoryProfile}). So tests with this annotation do not run at the same
 * time; let no others that use this library run beside them either ({@code @Isolated}), if you run tests in parallel at all.
 */
@SuppressWarnings("exports") // JUnit is there for whoever uses this annotation, and for nobody else
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(MemoryCheckExtension.class)
@ResourceLock("dev.peristyle.memory")
public @interface MemoryCheck {

    /**
     * The most that may be held at a time, beyond what was held before the test.
     *
     * @return bytes, by default any number
     */
    long atMost() default Long.MAX_VALUE;

    /**
     * Whether more may be held after the test than before, such as by something that is kept for all tests of a class.
     *
     * @return false, unless it is set
     */
    boolean mayKeep() default false;
}
