package io.jenkins.plugins.mlsteps.model.scan;

import io.jenkins.plugins.mlsteps.model.scan.Pickled.Dictionary;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Global;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Instance;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Text;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Tuple;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Whole;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the opcodes of a pickle, protocols 0 to 5, as Python's {@code pickletools} documents them, and tells what it would import. A
 * pickle can call whatever it can import, so each import must be one that data needs. The arrays that {@code joblib.dump} writes between
 * the opcodes are stepped over as {@code joblib.load} reads them.
 */
final class PickleScan {
    /** No opcode is as small. */
    private static final int LARGEST_PADDING = 16;

    private final PickleReader reader;
    private final boolean joblib;
    private final PickleImports imports = new PickleImports();

    private Pickled.Stack stack = new Pickled.Stack();
    private Map<Long, Pickled> memo = new HashMap<>();
    private long endOfFrame;

    /** Whether {@code pickle.load} would fail before here, because an array of joblib stands in its way. */
    private boolean onlyForJoblib;

    private boolean withinElements;

    private boolean unmarked;

    /** @param joblib whether the name of the file says that it is loaded by joblib, and by nothing else */
    PickleScan(InputStream in, boolean joblib) {
        this.reader = new PickleReader(in);
        this.joblib = joblib;
    }

    /** Of a file that is a pickle, by its mark or its name. */
    Set<String> findings() throws IOException {
        Set<String> findings = imports.findings();
        try {
            pickles();
        } catch (EOFException e) {
            findings.add("is a pickle that ends before it should");
        } catch (UnreadablePickle e) {
            findings.add(unreadable(e));
        }
        return findings;
    }

    /**
     * Of a file that may be a pickle of protocol 0 or 1 or anything else: empty when Python would give up before it used anything that it
     * imports.
     */
    Optional<Set<String>> findingsIfPickle() throws IOException {
        unmarked = true;
        try {
            pickles();
        } catch (EOFException | BrokenPickle e) {
            return imports.findingsIfUsed();
        } catch (UnreadablePickle e) {
            imports.findings().add(unreadable(e));
            return Optional.of(imports.findings());
        }
        return imports.findingsIfUsed();
    }

    private String unreadable(UnreadablePickle why) {
        return "is a pickle that cannot be read beyond byte " + reader.position() + ": " + why.getMessage();
    }

    private void pickles() throws IOException, UnreadablePickle {
        int opcode = reader.opcode();
        do {
            pickle(opcode);
            opcode = reader.opcode();
        } while (opcode >= 0);
    }

    /** Follows one pickle, from its first opcode to STOP. */
    private void pickle(int first) throws IOException, UnreadablePickle {
        for (int opcode = first; opcode != '.'; opcode = reader.opcode()) {
            if (opcode < 0) {
                throw new EOFException();
            }
            if (!readsOperand(opcode) && !worksOnStack(opcode)) {
                throw new BrokenPickle(String.format("0x%02x is no opcode", opcode));
            }
        }
        imports.use();
        stack = new Pickled.Stack();
        memo = new HashMap<>();
    }

    private boolean readsOperand(int opcode) throws IOException, UnreadablePickle {
        switch (opcode) {
            case 'c' -> push(importedByLines());
            case 'i' -> {
                Global type = importedByLines();
                push(new Instance(type, Tuple.of(stack.popToMark())));
                imports.use();
            }
            case 0x82 -> extension(reader.number(1));
            case 0x83 -> extension(reader.number(2));
            case 0x84 -> extension(reader.number(4));
            case 'S', 'V' -> push(reader.textLine());
            case 'F', 'I', 'L', 'P' -> {
                reader.textLine();
                push(Pickled.OTHER);
            }
            case 'g' -> push(remembered(reader.decimalLine()));
            case 'h' -> push(remembered(reader.number(1)));
            case 'j' -> push(remembered(reader.number(4)));
            case 'p' -> memo.put(reader.decimalLine(), stack.top());
            case 'q' -> memo.put(reader.number(1), stack.top());
            case 'r' -> memo.put(reader.number(4), stack.top());
            case 'X', 'T' -> push(reader.text(reader.number(4)));
            case 0x8c, 'U' -> push(reader.text(reader.number(1)));
            case 0x8d -> push(reader.text(reader.number(8)));
            case 'B', 0x8b -> skipAndPush(reader.number(4));
            case 'C' -> skipAndPush(reader.number(1));
            case 0x8a -> longer(reader.number(1));
            case 0x8e, 0x96 -> skipAndPush(reader.number(8));
            case 'K' -> push(new Whole(reader.number(1)));
            case 'M' -> push(new Whole(reader.number(2)));
            case 'J' -> push(new Whole((int) reader.number(4)));
            case 'G' -> skipAndPush(8);
            case 0x80 -> reader.skip(1);
            case 0x95 -> {
                long length = reader.number(8);
                endOfFrame = Math.max(endOfFrame, reader.position() + length);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean worksOnStack(int opcode) throws IOException, UnreadablePickle {
        switch (opcode) {
            case '(' -> stack.mark();
            case '0' -> stack.pop();
            case '1' -> stack.popToMark();
            case '2' -> push(stack.top());
            case 'N', ']', 0x88, 0x89, 0x8f, 0x97 -> push(Pickled.OTHER);
            case 0x98 -> stack.top();
            case '}' -> push(new Dictionary());
            case ')' -> push(Tuple.of(List.of()));
            case 0x85 -> push(Tuple.of(stack.pop(1)));
            case 0x86 -> push(Tuple.of(stack.pop(2)));
            case 0x87 -> push(Tuple.of(stack.pop(3)));
            case 't' -> push(Tuple.of(stack.popToMark()));
            case 'l', 0x91 -> {
                stack.popToMark();
                push(Pickled.OTHER);
            }
            case 'd' -> {
                Dictionary dictionary = new Dictionary();
                dictionary.putAll(stack.popToMark());
                push(dictionary);
            }
            case 's' -> putInto(stack.pop(2));
            case 'u' -> putInto(stack.popToMark());
            case 'a' -> {
                stack.pop();
                changesTop();
            }
            case 'e', 0x90 -> {
                stack.popToMark();
                changesTop();
            }
            case 'Q' -> {
                stack.pop();
                push(Pickled.OTHER);
            }
            case 'R', 0x81 -> make(stack.pop(2));
            case 0x92 -> make(stack.pop(3));
            case 'o' -> {
                List<Pickled> typeAndArguments = stack.popToMark();
                if (typeAndArguments.isEmpty()) {
                    throw new BrokenPickle("an object has no class");
                }
                push(new Instance(
                        typeAndArguments.get(0), Tuple.of(typeAndArguments.subList(1, typeAndArguments.size()))));
                imports.use();
            }
            case 'b' -> build();
            case 0x93 -> stackGlobal();
            case 0x94 -> memo.put((long) memo.size(), stack.top());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whoever makes a wrapper otherwise than joblib does wants it to be taken for something else. */
    private void make(List<Pickled> makerAndArguments) throws UnreadablePickle {
        Instance made = new Instance(makerAndArguments.get(0), makerAndArguments.get(1));
        if (imports.haveArrayWrapper() && (!made.hasKnownArguments() || made.arguments().stream().anyMatch(JoblibArray::isWrapperClass))) {
            throw new UnreadablePickle("what it makes may be an array of joblib or not");
        }
        push(made);
        imports.use();
    }

    /** By calling a method of it, which may be of anything that was imported. */
    private void changesTop() throws UnreadablePickle {
        stack.top();
        imports.use();
    }

    private void putInto(List<Pickled> keysAndValues) throws UnreadablePickle {
        changesTop();
        if (stack.top() instanceof Dictionary dictionary) {
            dictionary.putAll(keysAndValues);
        }
    }

    private void build() throws IOException, UnreadablePickle {
        Pickled state = stack.pop();
        changesTop();
        if (stack.top() instanceof Instance instance) {
            instance.setState(state);
            if (JoblibArray.isWrapper(instance)) {
                array(JoblibArray.of(instance));
                stack.pop();
                push(Pickled.OTHER);
            }
        }
    }

    private void array(JoblibArray array) throws IOException, UnreadablePickle {
        if (reader.position() < endOfFrame || withinElements) {
            throw new UnreadablePickle("an array stands where joblib writes none");
        }
        if (array.ofObjects()) {
            if (!joblib && !onlyForJoblib) {
                throw new UnreadablePickle("what pickle.load would do here is not what joblib.load does: name the file .joblib");
            }
            elements();
        } else {
            long padding = reader.number(1);
            if (padding > LARGEST_PADDING) {
                throw new UnreadablePickle("the padding of an array is longer than any of joblib's");
            }
            reader.skip(padding);
            reader.skip(array.bytes());
        }
        onlyForJoblib = true;
    }

    /** A pickle of its own, with its own stack and memo, which joblib leaves to Python. */
    private void elements() throws IOException, UnreadablePickle {
        Pickled.Stack outerStack = stack;
        Map<Long, Pickled> outerMemo = memo;
        stack = new Pickled.Stack();
        memo = new HashMap<>();
        withinElements = true;
        pickle(reader.opcode());
        withinElements = false;
        stack = outerStack;
        memo = outerMemo;
    }

    private void stackGlobal() throws UnreadablePickle {
        List<Pickled> moduleAndName = stack.pop(2);
        if (moduleAndName.get(0) instanceof Text module && moduleAndName.get(1) instanceof Text name) {
            push(imports.named(module.text(), name.text()));
        } else {
            imports.workedOut();
            push(Pickled.OTHER);
        }
    }

    private Global importedByLines() throws IOException, UnreadablePickle {
        String module = reader.line();
        String name = reader.line();
        return unmarked ? imports.perhaps(module, name) : imports.named(module, name);
    }

    private void extension(long code) throws UnreadablePickle {
        imports.extension(code);
        push(Pickled.OTHER);
    }

    private Pickled remembered(long key) throws UnreadablePickle {
        Pickled value = memo.get(key);
        if (value == null) {
            throw new BrokenPickle("a value is recalled that was not remembered");
        }
        return value;
    }

    private void push(Pickled value) throws UnreadablePickle {
        stack.push(value);
    }

    private void skipAndPush(long count) throws IOException, UnreadablePickle {
        reader.skip(count);
        push(Pickled.OTHER);
    }

    /** The opcode LONG1; a number of up to eight bytes is known. */
    private void longer(long bytes) throws IOException, UnreadablePickle {
        if (bytes > 8) {
            skipAndPush(bytes);
        } else {
            long number = reader.number((int) bytes);
            int unused = 64 - 8 * (int) bytes;
            push(new Whole(bytes == 0 ? 0 : number << unused >> unused));
        }
    }
}
