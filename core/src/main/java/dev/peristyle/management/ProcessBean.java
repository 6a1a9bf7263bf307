package dev.peristyle.management;

import dev.peristyle.Peristyle;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.OpenRun;
import dev.peristyle.internal.engine.OpenRuns;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks at this process whenever it is asked. */
final class ProcessBean implements PeristyleMXBean {

    @Override
    public long getUsedBytes() {
        long used = 0;
        for (MemoryPool pool : MemoryPool.openRoots()) {
            used += pool.used();
        }
        return used;
    }

    @Override
    public long getDefaultMemoryLimit() {
        return Execution.defaults().memoryLimit();
    }

    @Override
    public long getSpilledBytes() {
        return OpenRuns.spilledBytes();
    }

    @Override
    public long getRowsRead() {
        return OpenRuns.rowsRead();
    }

    @Override
    public long getEndedRuns() {
        return OpenRuns.ended();
    }

    @Override
    public List<RunData> getOpenRuns() {
        List<RunData> runs = new ArrayList<>();
        for (OpenRun run : Peristyle.openRuns()) {
            runs.add(new RunData(run));
        }
        return runs;
    }

    @Override
    public List<PoolData> getPools() {
        List<PoolData> pools = new ArrayList<>();
        for (MemoryPool pool : MemoryPool.openRoots()) {
            pools.add(new PoolData(pool));
        }
        pools.sort(Comparator.comparingLong(PoolData::getUsedBytes).reversed());
        return pools;
    }

    @Override
    public String reportMemory() {
        StringBuilder text = new StringBuilder();
        for (MemoryPool pool : MemoryPool.openRoots()) {
            text.append(pool.report()).append('\n');
        }
        return text.toString();
    }
}
