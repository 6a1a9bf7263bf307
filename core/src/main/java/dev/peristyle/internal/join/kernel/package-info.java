/** Loops of joins over raw addresses. */
package dev.peristyle.internal.join.kernel;
