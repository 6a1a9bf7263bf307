package dev.peristyle.internal.plan;

/** One limit of several that follow one another: the smallest. */
final class MergeLimits implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Limit limit) || !(limit.input() instanceof Plan.Limit)) {
            return step;
        }
        long count = limit.count();
        Plan input = limit.input();
        while (input instanceof Plan.Limit below) {
            count = Math.min(count, below.count());
            input = below.input();
        }
        return new Plan.Limit(input, count);
    }
}
