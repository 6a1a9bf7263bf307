package dev.peristyle.examples;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one character; {@code \\t} is a tab. */
final class CharacterConverter implements ITypeConverter<Character> {

    @Override
    public Character convert(String text) {
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new TypeConversionException("'" + text + "' is not one character; write it in quotes, such as ';'");
        }
        return text.charAt(0);
    }
}
