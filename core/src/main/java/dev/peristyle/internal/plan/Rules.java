package dev.peristyle.internal.plan;

import java.util.List;

/**
 * Applies rules to every step of a plan, on the way down until none applies any more, and once more on the way up where
 * inputs have changed. So what moves down, such as a condition, goes all the way in one walk.
 */
final class Rules extends PlanRewriter<Void> {

    /** Conditions go down, limits become part of sorts, concatenations become flat. */
    static final List<Rule> MOVES =
            List.of(new FilterRules(), new JoinConditions(), new LimitRules(), new FlattenConcat());

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = rules;
    }

    static Plan apply(List<Rule> rules, Plan plan) {
        return new Rules(rules).rewrite(plan, null);
    }

    /** Everything that makes a plan cheaper. */
    static Plan optimize(Plan plan) {
        return optimize(plan, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** As above, for a run that may hold so many bytes and has so many threads. */
    static Plan optimize(Plan plan, long memoryLimit, int threads) {
        Plan pruned = PruneColumns.apply(apply(MOVES, plan));
        return apply(
                List.of(new AnswerFromStatistics(), new GroupArguments()),
                JoinMethods.apply(pruned, memoryLimit, threads));
    }

    @Override
    Plan enter(Plan step, Void nothing) {
        Plan current = step;
        Plan before;
        do {
            before = current;
            current = inTurn(rules, current);
        } while (current != before);
        return current;
    }

    /** Applies each of some rules once. */
    static Plan inTurn(List<Rule> rules, Plan step) {
        Plan current = step;
        for (Rule rule : rules) {
            current = rule.apply(current);
        }
        return current;
    }

    @Override
    Void below(Plan step, int input, Void nothing) {
        return null;
    }

    @Override
    Plan leave(Plan step, Void nothing, List<Plan> inputs) {
        Plan current = over(step, inputs);
        return current == step ? step : enter(current, null);
    }
}
