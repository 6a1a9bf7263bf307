/**
 * For tests with JUnit 5: {@link dev.peristyle.junit.MemoryCheck} fails a test that leaks memory off the heap or takes more than it may. The
 * package is of use where JUnit is there, and is not loaded where it is not.
 */
package dev.peristyle.junit;
