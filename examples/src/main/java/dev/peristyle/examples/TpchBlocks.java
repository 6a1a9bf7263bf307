package dev.peristyle.examples;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a table of TPC-H as CSV. {@link LineitemBlocks} does the same for the largest one, faster. */
final class TpchBlocks<E extends TpchEntity> implements BlockSource {

    /** About as many blocks as a file of this table has megabytes at scale 1, and never more than it has rows. */
    private static final int MAX_BLOCKS_AT_SCALE_1 = 100;

    private final TpchTable<E> table;
    private final List<TpchColumn<E>> columns;
    private final double scale;
    private final int blockCount;

    private TpchBlocks(TpchTable<E> table, double scale, boolean fixed) {
        this.table = table;
        this.columns = table.getColumns();
        this.scale = scale;
        // tables that do not grow with the scale are not to be had in parts
        this.blockCount = fixed ? 1 : (int) Math.max(1, scale * MAX_BLOCKS_AT_SCALE_1);
    }

    /**
     * Describes a table.
     *
     * @param name such as {@code "orders"}
     */
    static BlockSource of(String name, double scale) {
        return name.equals("lineitem") ? new LineitemBlocks(scale) : of(TpchTable.getTable(name), scale);
    }

    private static <E extends TpchEntity> TpchBlocks<E> of(TpchTable<E> table, double scale) {
        boolean fixed = table.equals(TpchTable.NATION) || table.equals(TpchTable.REGION);
        return new TpchBlocks<>(table, scale, fixed);
    }

    @Override
    public long blockCount() {
        return blockCount;
    }

    @Override
    public long fill(long block, ByteBlock target) {
        if (block == 0) {
            target.putAscii(columns.stream().map(TpchColumn::getColumnName).collect(Collectors.joining(",", "", "\n")));
        }
        long rows = 0;
        for (E entity : table.createGenerator(scale, (int) block + 1, blockCount)) {
            target.reserveRow();
            for (int column = 0; column < columns.size(); column++) {
                if (column > 0) {
                    target.put(',');
                }
                putValue(columns.get(column), entity, target);
            }
            target.put('\n');
            rows++;
        }
        return rows;
    }

    private static <E extends TpchEntity> void putValue(TpchColumn<E> column, E entity, ByteBlock target) {
        switch (column.getType().getBase()) {
            case INTEGER -> target.putNumber(column.getInteger(entity));
            case IDENTIFIER -> target.putNumber(column.getIdentifier(entity));
            case DATE ->
                target.putAscii(LocalDate.ofEpochDay(column.getDate(entity)).toString());
            case DOUBLE -> putMoney(Math.round(column.getDouble(entity) * 100), target);
            case VARCHAR -> target.putText(column.getString(entity));
        }
    }

    /** Balances of accounts may be negative. */
    private static void putMoney(long cents, ByteBlock target) {
        if (cents < 0) {
            target.put('-');
        }
        target.putHundredths(Math.abs(cents));
    }
}
