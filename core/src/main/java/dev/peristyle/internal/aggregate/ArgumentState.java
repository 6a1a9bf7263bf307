package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Everything that is remembered of one argument, for all aggregates of it. Sum and mean share a sum; where an extreme is
 * wanted too, all stand in one record; count, mean and variance share the count of nulls.
 */
final class ArgumentState implements GroupState {

    private final DataType type;
    private final List<GroupState> states = new ArrayList<>();
    private NullCountState nulls;
    private Statistics statistics;
    private ExactSums exactSums;
    // null where there is no sum of floating-point numbers
    private IntToDoubleFunction doubleSums;
    private ExtremeState smallest;
    private ExtremeState largest;
    private TextExtremeState smallestText;
    private TextExtremeState largestText;
    private VarianceState variance;
    private DistinctState distinct;
    private FixedEdgeState first;
    private FixedEdgeState last;
    private TextEdgeState firstText;
    private TextEdgeState lastText;

    ArgumentState(MemoryPool pool, String owner, DataType type, Set<AggregateKind> kinds) {
        this.type = type;
        try {
            if (type.kind() == DataType.Kind.STRING) {
                addText(pool, owner, kinds);
            } else {
                addFixed(pool, owner, kinds);
            }
            if (kinds.contains(AggregateKind.COUNT_DISTINCT)) {
                distinct = add(new DistinctState(pool, owner, type));
            }
            if (needsRows(type, kinds)) {
                nulls = add(new NullCountState(pool, owner));
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Says whether results need to know how many rows a group has. */
    static boolean needsRows(DataType type, Set<AggregateKind> kinds) {
        Set<AggregateKind> without = EnumSet.of(
                AggregateKind.COUNT_DISTINCT,
                AggregateKind.VARIANCE,
                AggregateKind.STDDEV,
                AggregateKind.FIRST,
                AggregateKind.LAST);
        if (type != null && type.kind() == DataType.Kind.STRING) {
            without.add(AggregateKind.MIN);
            without.add(AggregateKind.MAX);
        }
        return !without.containsAll(kinds);
    }

    private void addText(MemoryPool pool, String owner, Set<AggregateKind> kinds) {
        if (kinds.contains(AggregateKind.MIN)) {
            smallestText = add(new TextExtremeState(pool, owner, true));
        }
        if (kinds.contains(AggregateKind.MAX)) {
            largestText = add(new TextExtremeState(pool, owner, false));
        }
        if (kinds.contains(AggregateKind.FIRST)) {
            firstText = add(new TextEdgeState(pool, owner, true));
        }
        if (kinds.contains(AggregateKind.LAST)) {
            lastText = add(new TextEdgeState(pool, owner, false));
        }
    }

    private void addFixed(MemoryPool pool, String owner, Set<AggregateKind> kinds) {
        boolean floating = type.kind() == DataType.Kind.FLOAT || type.kind() == DataType.Kind.DOUBLE;
        boolean min = kinds.contains(AggregateKind.MIN);
        boolean max = kinds.contains(AggregateKind.MAX);
        boolean sum = kinds.contains(AggregateKind.SUM) || kinds.contains(AggregateKind.MEAN);
        if (sum && !floating && (min || max)) {
            StatisticsState record = add(new StatisticsState(pool, owner));
            statistics = record;
            exactSums = record;
        } else if (sum && type.kind() == DataType.Kind.DOUBLE && (min || max)) {
            DoubleStatisticsState record = add(new DoubleStatisticsState(pool, owner));
            statistics = record;
            doubleSums = record::total;
        } else {
            if (sum && floating) {
                doubleSums = add(new DoubleSumState(pool, owner))::total;
            } else if (sum) {
                exactSums = add(new ExactSumState(pool, owner));
            }
            if (min) {
                smallest = add(new ExtremeState(pool, owner, true));
            }
            if (max) {
                largest = add(new ExtremeState(pool, owner, false));
            }
        }
        if (kinds.contains(AggregateKind.VARIANCE) || kinds.contains(AggregateKind.STDDEV)) {
            variance = add(new VarianceState(pool, owner));
        }
        if (kinds.contains(AggregateKind.FIRST)) {
            first = add(new FixedEdgeState(pool, owner, true));
        }
        if (kinds.contains(AggregateKind.LAST)) {
            last = add(new FixedEdgeState(pool, owner, false));
        }
    }

    private <S extends GroupState> S add(S state) {
        states.add(state);
        return state;
    }

    @Override
    public void grow(int known, int groups) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).grow(known, groups);
        }
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        for (int state = 0; state < states.size(); state++) {
            states.get(state).update(batch, argument);
        }
    }

    @Override
    public void merge(GroupState other, int groups, long map) {
        ArgumentState that = (ArgumentState) other;
        for (int state = 0; state < states.size(); state++) {
            states.get(state).merge(that.states.get(state), groups, map);
        }
    }

    /** The rows by group as a record counts them that is there anyway; null if there is none. */
    RowCounts rowCounts() {
        return statistics;
    }

    /** What writes the results of one aggregate of this argument. */
    ResultWriter writer(BoundAggregate aggregate, RowCounts rows) {
        return switch (aggregate.kind()) {
            case COUNT -> ResultWriter.ofLong(group -> present(rows, group));
            case COUNT_DISTINCT -> ResultWriter.ofLong(distinct::count);
            case SUM ->
                doubleSums != null
                        ? ResultWriter.ofDouble(presence(rows), doubleSums)
                        : new SumWriter(aggregate, exactSums, presence(rows));
            case MEAN ->
                doubleSums != null
                        ? ResultWriter.ofDouble(
                                presence(rows), group -> doubleSums.applyAsDouble(group) / present(rows, group))
                        : new MeanWriter(exactSums, type.scale(), group -> present(rows, group));
            case VARIANCE, STDDEV ->
                new VarianceWriter(variance, type.scale(), aggregate.kind() == AggregateKind.STDDEV);
            case MIN ->
                smallestText != null
                        ? ResultWriter.ofText(smallestText.cells())
                        : ResultWriter.ofOrdered(
                                type, presence(rows), statistics != null ? statistics::smallest : smallest::extreme);
            case MAX ->
                largestText != null
                        ? ResultWriter.ofText(largestText.cells())
                        : ResultWriter.ofOrdered(
                                type, presence(rows), statistics != null ? statistics::largest : largest::extreme);
            case FIRST ->
                firstText != null
                        ? ResultWriter.ofText(firstText.cells())
                        : ResultWriter.ofRaw(type, first::isPresent, first::value);
            case LAST ->
                lastText != null
                        ? ResultWriter.ofText(lastText.cells())
                        : ResultWriter.ofRaw(type, last::isPresent, last::value);
        };
    }

    private long present(RowCounts rows, int group) {
        return rows.count(group) - nulls.count(group);
    }

    private IntPredicate presence(RowCounts rows) {
        return group -> present(rows, group) > 0;
    }

    @Override
    public void close() {
        states.forEach(GroupState::close);
    }
}
