package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.kernel.Fill;
import dev.peristyle.schema.Layout;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/** A constant as a column. Written once; written again only when a chunk has more rows than any before. */
final class BroadcastStep extends Step {

    private final Constant constant;
    private final Scratch text;
    private int filled = -1;

    BroadcastStep(Vector result, Constant constant, Scratch text) {
        super(result);
        this.constant = constant;
        this.text = text;
    }

    @Override
    public void run(int rows) {
        Vector result = result();
        result.begin(rows);
        if (rows > filled) {
            fill((rows + 63) & -64);
            filled = rows;
        }
        if (constant.isNull()) {
            long validity = result.reserveValidity();
            UnsafeApi.setMemory(validity, (rows + 63L >>> 6) << 3, (byte) 0);
            result.setNulls(validity, rows);
        }
    }

    private void fill(int rows) {
        Vector result = result();
        if (result.layout() == Layout.VIEW) {
            byte[] bytes = TextConstant.bytes(constant);
            long address = TextConstant.copy(bytes, text);
            Fill.longs(address, result.values(), rows);
            Fill.ints(bytes.length, result.lengths(), rows);
        } else if (result.layout() == Layout.BIT) {
            boolean value = !constant.isNull() && (Boolean) constant.value();
            UnsafeApi.setMemory(result.values(), rows >>> 3, (byte) (value ? -1 : 0));
        } else if (result.layout() == Layout.INT128) {
            Fill.wide((BigInteger) constant.value(), result.values(), rows);
        } else if (result.layout().bytes() < Integer.BYTES) {
            Fill.narrow(Constants.bits(constant), result.layout().bytes(), result.values(), rows);
        } else if (result.layout().bytes() == Integer.BYTES) {
            Fill.ints((int) Constants.bits(constant), result.values(), rows);
        } else {
            Fill.longs(Constants.bits(constant), result.values(), rows);
        }
    }
}
