/**
 * Loops over raw addresses, named after the operation and its operands: {@code add} takes two columns, {@code addScalar} a
 * column and a value. They know nothing of nulls: values of rows without one are computed like any other and masked
 * afterwards. A result may have up to a whole 64-bit word of undefined bits or values past its last row.
 */
package dev.peristyle.internal.expression.kernel;
