package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chooses among the fields of a file those to be read. */
final class ColumnChoice {

    private ColumnChoice() {}

    /**
     * The columns that are wanted.
     *
     * @param place where the fields stand in the file
     * @param names of the columns to read in the wanted order, or null for all
     * @param call what reads some of the columns, for messages
     * @throws dev.peristyle.error.MalformedDataException if one of them is of a type that is not read, or there are two of its name
     * @throws IllegalArgumentException if there is no such column
     */
    static List<ColumnPlan> of(InputFile file, long place, List<ColumnPlan> all, List<String> names, String call) {
        Set<String> wanted = names == null ? null : new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        List<ColumnPlan> chosen = new ArrayList<>();
        for (ColumnPlan plan : all) {
            if (wanted != null && !wanted.contains(plan.name())) {
                continue;
            }
            if (plan.refusal() != null) {
                throw BrokenFile.at(
                        file.path(),
                        place,
                        ": field '" + ShownText.of(plan.name()) + "' " + plan.refusal()
                                + ". Name the columns to read without it: " + call);
            }
            if (!seen.add(plan.name())) {
                throw BrokenFile.at(
                        file.path(),
                        place,
                        ": there are two fields '" + ShownText.of(plan.name())
                                + "'. Name the columns to read without them: " + call);
            }
            chosen.add(plan);
        }
        if (names == null) {
            if (chosen.isEmpty()) {
                throw BrokenFile.at(file.path(), place, " has no columns");
            }
            return List.copyOf(chosen);
        }
        Schema found = schema(chosen);
        List<ColumnPlan> ordered = new ArrayList<>();
        for (String name : names) {
            ordered.add(chosen.get(found.indexOf(name)));
        }
        return List.copyOf(ordered);
    }

    static Schema schema(List<ColumnPlan> plans) {
        Schema.Builder builder = Schema.builder();
        plans.forEach(plan -> builder.add(plan.name(), plan.type()));
        return builder.build();
    }
}
