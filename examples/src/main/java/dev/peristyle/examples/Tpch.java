package dev.peristyle.examples;

import dev.peristyle.Pipeline;
import dev.peristyle.examples.tpch.CustomerDistribution;
import dev.peristyle.examples.tpch.DiscountedRevenue;
import dev.peristyle.examples.tpch.GlobalSalesOpportunity;
import dev.peristyle.examples.tpch.ImportantStock;
import dev.peristyle.examples.tpch.LargeVolumeCustomer;
import dev.peristyle.examples.tpch.LocalSupplierVolume;
import dev.peristyle.examples.tpch.MinimumCostSupplier;
import dev.peristyle.examples.tpch.NationalMarketShare;
import dev.peristyle.examples.tpch.OrderPriorityChecking;
import dev.peristyle.examples.tpch.PartsSupplierRelationship;
import dev.peristyle.examples.tpch.PotentialPartPromotion;
import dev.peristyle.examples.tpch.ProductTypeProfit;
import dev.peristyle.examples.tpch.PromotionEffect;
import dev.peristyle.examples.tpch.ReturnedItemReporting;
import dev.peristyle.examples.tpch.ShippingModes;
import dev.peristyle.examples.tpch.ShippingPriority;
import dev.peristyle.examples.tpch.SmallQuantityOrderRevenue;
import dev.peristyle.examples.tpch.SuppliersWhoKeptOrdersWaiting;
import dev.peristyle.examples.tpch.TopSupplier;
import dev.peristyle.examples.tpch.TpchQuery;
import dev.peristyle.examples.tpch.TpchTables;
import dev.peristyle.examples.tpch.VolumeShipping;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The queries of TPC-H over CSV files, in decimals and exact. Each is a class of its own in {@link dev.peristyle.examples.tpch},
 * but for {@link PricingSummary 1} and {@link ForecastRevenue 6}, which read one table and are commands too.
 */
@Command(name = "tpch", description = "A query of TPC-H over CSV files.")
final class Tpch implements Callable<Integer> {

    /** The queries in the order of their numbers. */
    private static final List<TpchQuery> QUERIES = List.of(
            tables -> PricingSummary.query(tables.lineitem()),
            MinimumCostSupplier::query,
            ShippingPriority::query,
            OrderPriorityChecking::query,
            LocalSupplierVolume::query,
            tables -> ForecastRevenue.query(tables.lineitem()),
            VolumeShipping::query,
            NationalMarketShare::query,
            ProductTypeProfit::query,
            ReturnedItemReporting::query,
            ImportantStock::query,
            ShippingModes::query,
            CustomerDistribution::query,
            PromotionEffect::query,
            TopSupplier::query,
            PartsSupplierRelationship::query,
            SmallQuantityOrderRevenue::query,
            LargeVolumeCustomer::query,
            DiscountedRevenue::query,
            PotentialPartPromotion::query,
            SuppliersWhoKeptOrdersWaiting::query,
            GlobalSalesOpportunity::query);

    @Mixin
    private RunOptions options;

    @Parameters(paramLabel = "QUERY", description = "Which one, 1 to 22.")
    private int number;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The directory of NAME.csv, as generate tpch has made them.")
    private Path directory;

    @Option(names = "--out", paramLabel = "FILE", description = "The CSV to write (default: standard output).")
    private Path output;

    @Option(names = "--explain", description = "Prints the plan and reads nothing.")
    private boolean explain;

    /**
     * Returns a query by its number in the benchmark.
     *
     * @throws IllegalArgumentException if there is none
     */
    static TpchQuery numbered(int number) {
        if (number < 1 || number > QUERIES.size()) {
            throw new IllegalArgumentException("queries are numbered 1 to " + QUERIES.size() + ", not " + number);
        }
        return QUERIES.get(number - 1);
    }

    @Override
    public Integer call() throws Exception {
        TpchTables tables = new TpchTables(directory);
        Pipeline query = numbered(number).of(tables);
        if (explain) {
            System.out.println(query.explain());
            return 0;
        }
        return options.write(tables.files(), output, execution -> query);
    }
}
