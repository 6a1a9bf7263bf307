package dev.peristyle.oracle;

import dev.peristyle.Pipeline;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a random query has come to, twice: as steps on a pipeline and as SQL.
 *
 * @param build makes the pipeline of a scan of the dataset
 * @param pipeline one that is never run, for its columns
 * @param sql the same rows; a column {@code ord} numbers them in the order that pipelines promise
 * @param inexact columns whose values depend in their last bits on how they are computed
 * @param isWhole whether all columns of the dataset are there, which expressions draw from
 */
record QueryState(UnaryOperator<Pipeline> build, Pipeline pipeline, String sql, Set<String> inexact, boolean isWhole) {

    static final String ORDER = "ord";

    /** The dataset itself. */
    static QueryState dataset(Pipeline scan) {
        return new QueryState(source -> source, scan, "SELECT *, id AS ord FROM t", Set.of(), true);
    }

    Schema schema() {
        return pipeline.schema();
    }

    /** All columns whose values are the same however they are computed. */
    List<Field> exact() {
        return schema().fields().stream()
                .filter(field -> !inexact.contains(field.name()))
                .toList();
    }

    /** One step further, with the same columns or one more. */
    QueryState then(UnaryOperator<Pipeline> step, String nextSql) {
        return new QueryState(
                source -> step.apply(build.apply(source)), step.apply(pipeline), nextSql, inexact, isWhole);
    }

    /** One step further, to other columns. */
    QueryState then(UnaryOperator<Pipeline> step, String nextSql, Set<String> inexactThen) {
        return new QueryState(
                source -> step.apply(build.apply(source)), step.apply(pipeline), nextSql, inexactThen, false);
    }

    /** One more column that is inexact if it is a floating-point number. */
    QueryState with(UnaryOperator<Pipeline> step, String nextSql, String name) {
        QueryState next = then(step, nextSql);
        return isFloating(next.schema().field(name).type()) ? next.inexactToo(name) : next;
    }

    private QueryState inexactToo(String name) {
        Set<String> names = new HashSet<>(inexact);
        names.add(name);
        return new QueryState(build, pipeline, sql, names, isWhole);
    }

    static boolean isFloating(DataType type) {
        return type.equals(DataType.DOUBLE) || type.equals(DataType.FLOAT);
    }

    /** The columns as SQL, with those that no pipeline sees but for the order. */
    String columns() {
        return String.join(", ", schema().names()) + (isWhole ? ", d1_text" : "");
    }
}
