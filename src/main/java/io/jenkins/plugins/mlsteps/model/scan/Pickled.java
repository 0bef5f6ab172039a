package io.jenkins.plugins.mlsteps.model.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A value that a pickle makes, as far as a scan has to know it: names of what is imported, and what describes an array of joblib. */
sealed interface Pickled {
    /** Bounds what is remembered of a collection; NumPy's arrays have no more dimensions, joblib's wrappers fewer attributes. */
    int MOST_ITEMS = 64;

    /** Anything else. */
    Pickled OTHER = new Other();

    /** A string of up to 512 bytes. */
    record Text(String text) implements Pickled {}

    /** An integer of up to four bytes, and longer ones that fit. */
    record Whole(long number) implements Pickled {}

    /** A class or function of Python. */
    record Global(String module, String name) implements Pickled {
        boolean is(String qualifiedName) {
            return qualifiedName.equals(module + "." + name);
        }
    }

    /** A tuple. Longer ones are cut after 65 items, so that they are not taken for shorter ones. */
    record Tuple(List<Pickled> items) implements Pickled {
        static Tuple of(List<Pickled> items) {
            return new Tuple(List.copyOf(items.subList(0, Math.min(items.size(), MOST_ITEMS + 1))));
        }
    }

    /** A dictionary, of which the values under the first text keys are known. */
    record Dictionary(Map<String, Pickled> values) implements Pickled {
        Dictionary() {
            this(new HashMap<>());
        }

        void put(Pickled key, Pickled value) {
            if (key instanceof Text text && (values.size() < MOST_ITEMS || values.containsKey(text.text()))) {
                values.put(text.text(), value);
            }
        }

        void putAll(List<Pickled> keysAndValues) throws UnreadablePickle {
            if (keysAndValues.size() % 2 != 0) {
                throw new BrokenPickle("a dictionary has a key without a value");
            }
            for (int i = 0; i < keysAndValues.size(); i += 2) {
                put(keysAndValues.get(i), keysAndValues.get(i + 1));
            }
        }
    }

    /** What a class or function returned for arguments, and the state that it was given then. */
    final class Instance implements Pickled {
        private final Pickled maker;
        private final Pickled arguments;
        private Pickled state = OTHER;

        Instance(Pickled maker, Pickled arguments) {
            this.maker = maker;
            this.arguments = arguments;
        }

        boolean madeBy(String qualifiedName) {
            return maker instanceof Global global && global.is(qualifiedName);
        }

        boolean hasKnownArguments() {
            return arguments instanceof Tuple;
        }

        List<Pickled> arguments() {
            return arguments instanceof Tuple tuple ? tuple.items() : List.of();
        }

        Pickled state() {
            return state;
        }

        void setState(Pickled newState) {
            state = newState;
        }
    }

    /** Nothing is known. */
    final class Other implements Pickled {
        private Other() {}
    }

    /** The stack that the opcodes of a pickle work on, with its marks. */
    final class Stack {
        private static final int DEEPEST = 10_000_000;
        private static final Pickled MARK = new Other();

        private final List<Pickled> values = new ArrayList<>();

        void push(Pickled value) throws UnreadablePickle {
            if (values.size() == DEEPEST) {
                throw new UnreadablePickle("more than " + DEEPEST + " values wait to be used");
            }
            values.add(value);
        }

        void mark() throws UnreadablePickle {
            push(MARK);
        }

        Pickled top() throws UnreadablePickle {
            if (values.isEmpty()) {
                throw new BrokenPickle("a value is used that is not there");
            }
            return values.get(values.size() - 1);
        }

        Pickled pop() throws UnreadablePickle {
            Pickled top = top();
            values.remove(values.size() - 1);
            return top;
        }

        /** The newest values, oldest first. */
        List<Pickled> pop(int count) throws UnreadablePickle {
            if (values.size() < count) {
                throw new BrokenPickle("a value is used that is not there");
            }
            return popFrom(values.size() - count);
        }

        /** The values since the last mark, oldest first; the mark goes too. */
        List<Pickled> popToMark() throws UnreadablePickle {
            int mark = values.lastIndexOf(MARK);
            if (mark < 0) {
                throw new BrokenPickle("a mark is used that is not there");
            }
            List<Pickled> since = popFrom(mark + 1);
            pop();
            return since;
        }

        private List<Pickled> popFrom(int start) {
            List<Pickled> newest = values.subList(start, values.size());
            List<Pickled> popped = new ArrayList<>(newest);
            newest.clear();
            return popped;
        }

        void clear() {
            values.clear();
        }
    }
}
