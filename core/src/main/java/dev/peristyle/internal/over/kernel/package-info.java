/** Loops of window functions over raw addresses. */
package dev.peristyle.internal.over.kernel;
