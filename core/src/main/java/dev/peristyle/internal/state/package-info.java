/**
 * Rows that an operator has to remember, in pages that can leave memory and come back: {@link
 * dev.peristyle.internal.state.RowStore}.
 */
package dev.peristyle.internal.state;
