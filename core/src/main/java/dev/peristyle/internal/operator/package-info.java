/** The steps of a running pipeline, each an {@link dev.peristyle.internal.operator.Operator}. */
package dev.peristyle.internal.operator;
