package dev.peristyle.examples;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one character, as {@link FlagText} has it. */
final class CharacterConverter implements ITypeConverter<Character> {

    @Override
    public Character convert(String text) {
        String read = FlagText.read(text);
        if (read.length() != 1) {
            throw new TypeConversionException("'" + text + "' is not one character; write it in quotes, such as ';'");
        }
        return read.charAt(0);
    }
}
