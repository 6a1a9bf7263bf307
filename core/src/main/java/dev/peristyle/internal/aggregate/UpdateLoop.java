package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.expression.ArgumentRow;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.loop.LoopTemplate;
import dev.peristyle.spi.UserAggregate;
import java.lang.invoke.MethodHandles;
import org.agrona.UnsafeApi;

/** Takes rows into the states of their groups by a user's aggregate. See {@link LoopTemplate}. */
final class UpdateLoop implements Updates {

    private static final UserAggregate CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), UserAggregate.class);

    private final UserAggregate aggregate;

    UpdateLoop(Object aggregate) {
        this.aggregate = (UserAggregate) aggregate;
    }

    private UserAggregate known() {
        return CONSTANT == null ? aggregate : CONSTANT;
    }

    @Override
    public void run(GroupBatch batch, long[] validities, ArgumentRow row, StateWords state, long records, int bytes) {
        long groups = batch.groups;
        int end = batch.rows;
        for (int number = 0; number < end; number++) {
            if (validities.length > 0 && hasNull(validities, number)) {
                continue;
            }
            long record = records + (long) bytes * UnsafeApi.getInt(groups + 4L * number);
            UnsafeApi.putLong(record, UserState.HAS_ROWS);
            state.moveTo(record + UserState.WORDS);
            row.moveTo(number);
            known().update(state, row);
        }
    }

    private static boolean hasNull(long[] validities, int row) {
        for (long validity : validities) {
            if (Bits.isNull(validity, row)) {
                return true;
            }
        }
        return false;
    }
}
