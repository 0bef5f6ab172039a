package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.ParameterVariable;
import io.jenkins.plugins.mlsteps.workload.Shell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of {@code sh} in which references to parameters are replaced, each by what the shell reads as the value at that place:
 * bare, in quotes, or in a here-document (POSIX, Shell Command Language, 2.2 and 2.7.4).
 *
 * <p>What nests in double quotes or backquotes is not followed in every respect. From the first of these on a value is not written
 * into the command but left in its variable, of which the shell never runs anything.
 */
final class PosixCommand {
    private static final Pattern ESCAPED_OR_REFERENCE = Pattern.compile("(?s)\\\\.|" + ParameterVariable.REFERENCE);
    private static final Pattern HERE_DOCUMENT =
            Pattern.compile("<<(-?)[ \\t]*(?:([A-Za-z_]\\w*)|\\\\(\\w+)|'([^'\n]+)'|\"([^\"\n]+)\")");

    private enum Place {
        BARE,
        SINGLE_QUOTES,
        DOUBLE_QUOTES
    }

    /** @param isLiteral whether the shell replaces nothing in it */
    private record HereDocument(String end, boolean isIndented, boolean isLiteral) {
        static HereDocument announced(Matcher by) {
            String end = by.group(2);
            for (int quoted = 3; end == null; quoted++) {
                end = by.group(quoted);
            }
            return new HereDocument(end, !by.group(1).isEmpty(), by.group(2) == null);
        }

        Pattern lastLine() {
            return Pattern.compile("(?dm)^" + (isIndented ? "\t*" : "") + Pattern.quote(end) + "$");
        }
    }

    private final String text;
    private final Map<String, Object> params;
    private final StringBuilder replaced = new StringBuilder();

    /** What ends the constructs around the next character, the innermost first. */
    private final Deque<Character> ends = new ArrayDeque<>();

    private final List<HereDocument> announced = new ArrayList<>();
    private int at;
    private boolean nests;

    private PosixCommand(String text, Map<String, Object> params) {
        this.text = text;
        this.params = params;
    }

    static String of(String text, Map<String, Object> params) {
        PosixCommand command = new PosixCommand(text, params);
        while (command.at < text.length()) {
            command.advance();
        }
        return command.replaced.toString();
    }

    private void advance() {
        Matcher reference = ParameterVariable.REFERENCE.matcher(text).region(at, text.length());
        if (reference.lookingAt()) {
            replaced.append(isParameter(reference) ? value(reference.group(1)) : reference.group());
            at = reference.end();
            return;
        }
        switch (place()) {
            case SINGLE_QUOTES -> advanceInSingleQuotes();
            case DOUBLE_QUOTES -> advanceInDoubleQuotes();
            case BARE -> advanceBare();
        }
    }

    /** A brace is noted only in double quotes, and what is in it is in them too. */
    private Place place() {
        if (isNext(ends, '\'')) {
            return Place.SINGLE_QUOTES;
        }
        return isNext(ends, '"') || isNext(ends, '}') ? Place.DOUBLE_QUOTES : Place.BARE;
    }

    private static boolean isNext(Deque<Character> ends, char end) {
        return !ends.isEmpty() && ends.peek() == end;
    }

    private boolean isParameter(Matcher reference) {
        return params.containsKey(reference.group(1));
    }

    private String value(String name) {
        String value = Json.inline(params.get(name));
        String word = Shell.POSIX.word(value);
        if (word.equals(value)) {
            return value;
        }
        return switch (place()) {
            case BARE -> nests ? '"' + variable(name) + '"' : word;
            case SINGLE_QUOTES -> nests ? "'\"" + variable(name) + "\"'" : value.replace("'", "'\\''");
            case DOUBLE_QUOTES -> nests ? variable(name) : value.replaceAll("[\\\\\"$`]", "\\\\$0");
        };
    }

    private static String variable(String name) {
        return "${" + ParameterVariable.of(name) + "}";
    }

    private void advanceInSingleQuotes() {
        if (text.charAt(at) == '\'') {
            ends.pop();
        }
        copy(1);
    }

    private void advanceInDoubleQuotes() {
        char next = text.charAt(at);
        if (advanceOverEscapeOrEnd(next)) {
            return;
        }
        if (text.startsWith("$(", at)) {
            nest(')', 2);
        } else if (text.startsWith("${", at)) {
            nest('}', 2);
        } else if (next == '`' || next == '"') {
            nest(next, 1);
        } else {
            copy(1);
        }
    }

    private boolean advanceOverEscapeOrEnd(char next) {
        if (next == '\\' || text.startsWith("$$", at)) {
            copy(2);
            return true;
        }
        if (isNext(ends, next)) {
            ends.pop();
            copy(1);
            return true;
        }
        return false;
    }

    private void nest(char end, int length) {
        nests = true;
        ends.push(end);
        copy(length);
    }

    private void advanceBare() {
        char next = text.charAt(at);
        if (advanceOverEscapeOrEnd(next)) {
            return;
        }
        if (next == '`') {
            nest('`', 1);
        } else if (next == '\'' || next == '"' || next == '(') {
            ends.push(next == '(' ? ')' : next);
            copy(1);
        } else if (next == '#' && isStartOfWord()) {
            copy(lineEnd() - at);
        } else if (next == '<') {
            announceHereDocument();
        } else {
            copy(1);
            if (next == '\n') {
                copyHereDocuments();
            }
        }
    }

    private boolean isStartOfWord() {
        return at == 0 || " \t\n;&|()`".indexOf(text.charAt(at - 1)) >= 0;
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void announceHereDocument() {
        Matcher announcement = HERE_DOCUMENT.matcher(text).region(at, text.length());
        if (announcement.lookingAt()) {
            announced.add(HereDocument.announced(announcement));
            copy(announcement.end() - at);
        } else {
            copy(text.startsWith("<<<", at) ? 3 : 1);
        }
    }

    /** What seems to begin one but has no end, such as a shift of bits, does not. */
    private void copyHereDocuments() {
        for (HereDocument document : announced) {
            Matcher lastLine = document.lastLine().matcher(text);
            if (lastLine.find(at)) {
                replaced.append(inHereDocument(text.substring(at, lastLine.start()), document.isLiteral()));
                at = lastLine.start();
                copy(lineEnd() - at);
            }
        }
        announced.clear();
    }

    private String inHereDocument(String body, boolean isLiteral) {
        return (isLiteral ? ParameterVariable.REFERENCE : ESCAPED_OR_REFERENCE).matcher(body).replaceAll(found -> {
            String name = found.group(1);
            if (name == null || !params.containsKey(name)) {
                return Matcher.quoteReplacement(found.group());
            }
            String value = Json.inline(params.get(name));
            String word = Shell.POSIX.word(value);
            boolean stays = isLiteral || word.equals(value);
            return Matcher.quoteReplacement(stays ? word : "'" + variable(name) + "'");
        });
    }

    private void copy(int length) {
        int end = Math.min(text.length(), at + length);
        replaced.append(text, at, end);
        at = end;
    }
}
