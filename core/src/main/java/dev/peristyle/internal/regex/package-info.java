/**
 * Regular expressions in time that is linear in the text: {@code RegexParser} makes a {@code RegexProgram}, which a {@code
 * RegexMatcher} runs over UTF-8 off the heap.
 */
package dev.peristyle.internal.regex;
