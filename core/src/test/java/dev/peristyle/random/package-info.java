/** Randomness of tests: {@link dev.peristyle.random.Seeds}, and who reports them when a test fails. */
package dev.peristyle.random;
