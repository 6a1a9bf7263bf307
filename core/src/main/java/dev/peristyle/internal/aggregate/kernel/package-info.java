/** The loops of grouping and aggregation, over raw addresses whose ranges the callers have checked. */
package dev.peristyle.internal.aggregate.kernel;
