/**
 * From what the user wrote to values: {@link dev.peristyle.internal.expression.Node} is the expression as written,
 * {@link dev.peristyle.internal.expression.Binder} resolves names and types, an
 * {@link dev.peristyle.internal.expression.Evaluator} or a {@link dev.peristyle.internal.expression.Projection} computes
 * whole columns with the loops of {@code kernel}.
 */
package dev.peristyle.internal.expression;
