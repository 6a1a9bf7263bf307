package dev.peristyle.examples;

import io.trino.tpch.GenerateUtils;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The rows of TPC-H's table lineitem as CSV, a few thousand orders a block. */
final class LineitemBlocks implements BlockSource {

    /** The columns in file order. */
    static final String HEADER =
            "l_orderkey,l_partkey,l_suppkey,l_linenumber,l_quantity,l_extendedprice,l_discount,l_tax,"
                    + "l_returnflag,l_linestatus,l_shipdate,l_commitdate,l_receiptdate,l_shipinstruct,l_shipmode,l_comment\n";

    private static final int ORDERS_AT_SCALE_1 = 1_500_000;
    private static final int ORDERS_A_BLOCK = 15_000;

    /** Every date of TPC-H as text, by day since {@link #FIRST_DAY}. */
    private static final byte[][] DATES = new byte[8 * 366][];

    private static final int FIRST_DAY = (int) LocalDate.of(1992, 1, 1).toEpochDay();

    static {
        for (int day = 0; day < DATES.length; day++) {
            DATES[day] = LocalDate.ofEpochDay(FIRST_DAY + day).toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final double scale;
    private final int blockCount;

    LineitemBlocks(double scale) {
        this.scale = scale;
        long orders = GenerateUtils.calculateRowCount(ORDERS_AT_SCALE_1, scale, 1, 1);
        this.blockCount = (int) Math.max(1, orders / ORDERS_A_BLOCK);
    }

    @Override
    public long blockCount() {
        return blockCount;
    }

    @Override
    public long fill(long block, ByteBlock target) {
        if (block == 0) {
            target.putAscii(HEADER);
        }
        long rows = 0;
        for (LineItem item : new LineItemGenerator(scale, (int) block + 1, blockCount)) {
            target.reserveRow();
            putRow(item, target);
            rows++;
        }
        return rows;
    }

    private static void putRow(LineItem item, ByteBlock target) {
        putNumber(item.getOrderKey(), target);
        putNumber(item.getPartKey(), target);
        putNumber(item.getSupplierKey(), target);
        putNumber(item.getLineNumber(), target);
        putNumber(item.getQuantity(), target);
        putHundredths(item.getExtendedPriceInCents(), target);
        putHundredths(item.getDiscountPercent(), target);
        putHundredths(item.getTaxPercent(), target);
        putText(item.getReturnFlag(), target);
        putText(item.getStatus(), target);
        putDate(item.getShipDate(), target);
        putDate(item.getCommitDate(), target);
        putDate(item.getReceiptDate(), target);
        putText(item.getShipInstructions(), target);
        putText(item.getShipMode(), target);
        // the only text of the table that may hold a comma
        target.putText(item.getComment());
        target.put('\n');
    }

    private static void putNumber(long number, ByteBlock target) {
        target.putNumber(number);
        target.put(',');
    }

    private static void putHundredths(long hundredths, ByteBlock target) {
        target.putHundredths(hundredths);
        target.put(',');
    }

    private static void putText(String text, ByteBlock target) {
        target.putAscii(text);
        target.put(',');
    }

    private static void putDate(int epochDay, ByteBlock target) {
        target.put(DATES[epochDay - FIRST_DAY]);
        target.put(',');
    }
}
