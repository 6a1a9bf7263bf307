package consumer;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.csv.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user writes first, with nothing but the dependency. */
public final class Consumer {

    /** A row of the result. */
    public record Revenue(String country, double revenue, long orders) {}

    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempFile("orders", ".csv");
        try {
            Files.writeString(file, """
                    country,status,quantity,price
                    IT,SHIPPED,10,1.5
                    FR,SHIPPED,2,2.25
                    "IT",SHIPPED,4,10
                    FR,OPEN,100,1
                    """);
            Csv.scan(file)
                    .filter(col("status").eq("SHIPPED"))
                    .with("revenue", col("price").times(col("quantity")))
                    .groupBy("country")
                    .aggregate(sum(col("revenue")).as("revenue"), count().as("orders"))
                    .sortBy(desc("revenue"))
                    .stream(Revenue.class)
                    .forEach(System.out::println);
        } finally {
            Files.delete(file);
        }
    }
}
