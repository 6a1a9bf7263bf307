/** Checks of what users pass: {@link dev.peristyle.internal.check.Arguments} and settings. Needs no other package. */
package dev.peristyle.internal.check;
