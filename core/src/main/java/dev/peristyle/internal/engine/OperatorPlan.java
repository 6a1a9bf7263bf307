package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.OperatorId;
import java.util.List;

/**
 * What a report says of an operator besides its figures.
 *
 * @param text its line in plans
 * @param inputs the numbers of those that it reads from
 */
public record OperatorPlan(OperatorId id, String text, List<Integer> inputs) {}
