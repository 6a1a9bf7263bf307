package dev.peristyle.examples;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import java.nio.file.Path;

/** The code that the README shows. */
final class ReadmeExample {

    private ReadmeExample() {}

    public static void main(String[] arguments) {
        Pipeline orders = Csv.scan(Path.of("orders.csv"));

        orders.filter(col("status").eq("SHIPPED").and(col("quantity").ge(10)))
                .with("revenue", col("price").times(col("quantity")))
                .groupBy("country")
                .aggregate(sum(col("revenue")).as("revenue"), mean(col("price")).as("price"), count())
                .sortBy(desc("revenue"))
                .limit(20)
                .write(Csv.to(Path.of("top.csv")));
    }
}
