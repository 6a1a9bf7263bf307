package dev.peristyle.column;

import dev.peristyle.schema.DataType;

/** Reads text and bytes; each method gets the address of a value's bytes and their number. */
abstract class ViewCell extends Cell {

    private ViewCell(DataType type, String name) {
        super(type, name);
    }

    @Override
    final void checkView() {
        // there are bytes to show
    }

    @Override
    final byte[] getBytes(long address, int length) {
        return Cells.bytes(address, length);
    }

    /** {@link DataType#STRING}. */
    static final class Text extends ViewCell {

        Text(DataType type, String name) {
            super(type, name);
        }

        @Override
        void checkText() {
            // there are characters to show
        }

        @Override
        String getString(long address, int length) {
            return Cells.text(address, length);
        }

        @Override
        Object get(long address, int length) {
            return getString(address, length);
        }
    }

    /** Bytes of any length or of one. */
    static final class Bytes extends ViewCell {

        Bytes(DataType type, String name) {
            super(type, name);
        }

        @Override
        Object get(long address, int length) {
            return getBytes(address, length);
        }
    }
}
