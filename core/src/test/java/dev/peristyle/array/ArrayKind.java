package dev.peristyle.array;

import dev.peristyle.memory.MemoryPool;
import java.lang.reflect.Array;
import java.util.Random;

/** The types of arrays, as a test of all of them sees them. Values are objects of the type of the array. */
abstract class ArrayKind<A extends PrimitiveArray<A>> {

    static final ArrayKind<LongArray> LONG = new ArrayKind<>(long.class) {
        @Override
        LongArray allocate(MemoryPool pool, long length) {
            return LongArray.allocate(pool, length);
        }

        @Override
        Object get(LongArray array, long index) {
            return array.get(index);
        }

        @Override
        void set(LongArray array, long index, Object value) {
            array.set(index, ((Number) value).longValue());
        }

        @Override
        void append(LongArray array, Object value) {
            array.append((Long) value);
        }

        @Override
        Object random(Random random) {
            return random.nextLong() >> random.nextInt(64);
        }

        @Override
        void get(LongArray array, long index, Object target, int from, int count) {
            array.get(index, (long[]) target, from, count);
        }

        @Override
        void set(LongArray array, long index, Object source, int from, int count) {
            array.set(index, (long[]) source, from, count);
        }

        @Override
        Object toArray(LongArray array) {
            return array.toArray();
        }
    };

    static final ArrayKind<IntArray> INT = new ArrayKind<>(int.class) {
        @Override
        IntArray allocate(MemoryPool pool, long length) {
            return IntArray.allocate(pool, length);
        }

        @Override
        Object get(IntArray array, long index) {
            return array.get(index);
        }

        @Override
        void set(IntArray array, long index, Object value) {
            array.set(index, ((Number) value).intValue());
        }

        @Override
        void append(IntArray array, Object value) {
            array.append((Integer) value);
        }

        @Override
        Object random(Random random) {
            return random.nextInt() >> random.nextInt(32);
        }

        @Override
        void get(IntArray array, long index, Object target, int from, int count) {
            array.get(index, (int[]) target, from, count);
        }

        @Override
        void set(IntArray array, long index, Object source, int from, int count) {
            array.set(index, (int[]) source, from, count);
        }

        @Override
        Object toArray(IntArray array) {
            return array.toArray();
        }
    };

    static final ArrayKind<ShortArray> SHORT = new ArrayKind<>(short.class) {
        @Override
        ShortArray allocate(MemoryPool pool, long length) {
            return ShortArray.allocate(pool, length);
        }

        @Override
        Object get(ShortArray array, long index) {
            return array.get(index);
        }

        @Override
        void set(ShortArray array, long index, Object value) {
            array.set(index, ((Number) value).shortValue());
        }

        @Override
        void append(ShortArray array, Object value) {
            array.append((Short) value);
        }

        @Override
        Object random(Random random) {
            return (short) ((short) random.nextInt() >> random.nextInt(16));
        }

        @Override
        void get(ShortArray array, long index, Object target, int from, int count) {
            array.get(index, (short[]) target, from, count);
        }

        @Override
        void set(ShortArray array, long index, Object source, int from, int count) {
            array.set(index, (short[]) source, from, count);
        }

        @Override
        Object toArray(ShortArray array) {
            return array.toArray();
        }
    };

    static final ArrayKind<ByteArray> BYTE = new ArrayKind<>(byte.class) {
        @Override
        ByteArray allocate(MemoryPool pool, long length) {
            return ByteArray.allocate(pool, length);
        }

        @Override
        Object get(ByteArray array, long index) {
            return array.get(index);
        }

        @Override
        void set(ByteArray array, long index, Object value) {
            array.set(index, ((Number) value).byteValue());
        }

        @Override
        void append(ByteArray array, Object value) {
            array.append((Byte) value);
        }

        @Override
        Object random(Random random) {
            return (byte) ((byte) random.nextInt() >> random.nextInt(8));
        }

        @Override
        void get(ByteArray array, long index, Object target, int from, int count) {
            array.get(index, (byte[]) target, from, count);
        }

        @Override
        void set(ByteArray array, long index, Object source, int from, int count) {
            array.set(index, (byte[]) source, from, count);
        }

        @Override
        Object toArray(ByteArray array) {
            return array.toArray();
        }
    };

    private static final double[] SPECIAL = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, -1, Float.MIN_VALUE
    };

    static final ArrayKind<DoubleArray> DOUBLE = new ArrayKind<>(double.class) {
        @Override
        DoubleArray allocate(MemoryPool pool, long length) {
            return DoubleArray.allocate(pool, length);
        }

        @Override
        Object get(DoubleArray array, long index) {
            return array.get(index);
        }

        @Override
        void set(DoubleArray array, long index, Object value) {
            array.set(index, ((Number) value).doubleValue());
        }

        @Override
        void append(DoubleArray array, Object value) {
            array.append((Double) value);
        }

        @Override
        Object random(Random random) {
            return random.nextInt(4) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextGaussian() * Math.pow(2, random.nextInt(40));
        }

        @Override
        void get(DoubleArray array, long index, Object target, int from, int count) {
            array.get(index, (double[]) target, from, count);
        }

        @Override
        void set(DoubleArray array, long index, Object source, int from, int count) {
            array.set(index, (double[]) source, from, count);
        }

        @Override
        Object toArray(DoubleArray array) {
            return array.toArray();
        }
    };

    static final ArrayKind<FloatArray> FLOAT = new ArrayKind<>(float.class) {
        @Override
        FloatArray allocate(MemoryPool pool, long length) {
            return FloatArray.allocate(pool, length);
        }

        @Override
        Object get(FloatArray array, long index) {
            return array.get(index);
        }

        @Override
        void set(FloatArray array, long index, Object value) {
            array.set(index, ((Number) value).floatValue());
        }

        @Override
        void append(FloatArray array, Object value) {
            array.append((Float) value);
        }

        @Override
        Object random(Random random) {
            return ((Number) DOUBLE.random(random)).floatValue();
        }

        @Override
        void get(FloatArray array, long index, Object target, int from, int count) {
            array.get(index, (float[]) target, from, count);
        }

        @Override
        void set(FloatArray array, long index, Object source, int from, int count) {
            array.set(index, (float[]) source, from, count);
        }

        @Override
        Object toArray(FloatArray array) {
            return array.toArray();
        }
    };

    private final Class<?> type;

    private ArrayKind(Class<?> type) {
        this.type = type;
    }

    static ArrayKind<?>[] all() {
        return new ArrayKind<?>[] {LONG, INT, SHORT, BYTE, DOUBLE, FLOAT};
    }

    abstract A allocate(MemoryPool pool, long length);

    abstract Object get(A array, long index);

    abstract void set(A array, long index, Object value);

    abstract void append(A array, Object value);

    abstract Object random(Random random);

    abstract void get(A array, long index, Object target, int from, int count);

    abstract void set(A array, long index, Object source, int from, int count);

    abstract Object toArray(A array);

    /** An array of Java. */
    Object newArray(int length) {
        return Array.newInstance(type, length);
    }

    int bits() {
        return type == long.class || type == double.class
                ? 64
                : type == int.class || type == float.class ? 32 : type == short.class ? 16 : 8;
    }

    ArrayShape<A> shape(MemoryPool pool, Random random, int length) {
        return new ArrayShape<>(random, length, count -> allocate(pool, count), this, this::random);
    }

    Object[] values(A array) {
        Object[] values = new Object[(int) array.length()];
        for (int index = 0; index < values.length; index++) {
            values[index] = get(array, index);
        }
        return values;
    }

    @Override
    public String toString() {
        return type.getName();
    }
}
