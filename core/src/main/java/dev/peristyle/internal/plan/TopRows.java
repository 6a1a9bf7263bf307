package dev.peristyle.internal.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A limit after a sort becomes part of it, so that only the first rows are held; also where columns are computed between
 * the two. A limit of 0 stays: it reads nothing at all.
 */
final class TopRows implements Rule {

    @Override
    public Plan apply(Plan step) {
        if (!(step instanceof Plan.Limit limit) || limit.count() == 0) {
            return step;
        }
        List<Plan> between = new ArrayList<>();
        Plan input = limit.input();
        while (input instanceof Plan.Project project) {
            between.add(project);
            input = project.input();
        }
        if (!(input instanceof Plan.Sort sort)) {
            return step;
        }
        Plan top = new Plan.Sort(sort.input(), sort.keys(), Math.min(sort.limit(), limit.count()));
        for (int position = between.size() - 1; position >= 0; position--) {
            top = between.get(position).withInputs(List.of(top));
        }
        return top;
    }
}
