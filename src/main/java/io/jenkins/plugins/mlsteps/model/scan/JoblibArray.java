package io.jenkins.plugins.mlsteps.model.scan;

import io.jenkins.plugins.mlsteps.model.scan.Pickled.Dictionary;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Global;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Instance;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Text;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Tuple;
import io.jenkins.plugins.mlsteps.model.scan.Pickled.Whole;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of NumPy as {@code joblib.dump} (1.2 and later) writes it: the opcode that completes a {@code NumpyArrayWrapper} is followed by
 * the array itself, as a number of padding bytes, the padding and the elements, or as a pickle of its own when they are Python objects.
 *
 * @param ofObjects whether a pickle follows
 * @param bytes of the elements, without the padding; 0 when a pickle follows
 */
record JoblibArray(boolean ofObjects, long bytes) {
    private static final String WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";
    private static final Pattern ELEMENT = Pattern.compile("([biufcmMSUVO])(\\d{1,9})");
    private static final int BYTES_PER_CHARACTER = 4;

    /** Position of the size of an element in the state of a {@code numpy.dtype}; -1 there when the type says it. */
    private static final int STATE_SIZE = 5;

    private static final int STATE_FLAGS = 7;
    private static final long HAS_OBJECTS = 1;

    /** Whether joblib reads an array from the file when this value is completed. */
    static boolean isWrapper(Pickled value) {
        return value instanceof Instance instance && instance.madeBy(WRAPPER);
    }

    static boolean isWrapperClass(Pickled value) {
        return value instanceof Global global && global.is(WRAPPER);
    }

    /** @throws UnreadablePickle when the wrapper does not say plainly how long its array is */
    static JoblibArray of(Instance wrapper) throws UnreadablePickle {
        if (!(wrapper.state() instanceof Dictionary state)) {
            throw new UnreadablePickle("joblib's wrapper of an array has no attributes");
        }
        Map<String, Pickled> attributes = state.values();
        if (!(attributes.get("numpy_array_alignment_bytes") instanceof Whole)) {
            throw new UnreadablePickle("it is from a joblib before 1.2, which does not align arrays: save it again with a newer one");
        }
        if (!(attributes.get("dtype") instanceof Instance type && type.madeBy("numpy.dtype"))) {
            throw new UnreadablePickle("joblib's wrapper of an array does not tell the type of its elements");
        }
        Element element = Element.of(type);
        return element.ofObjects
                ? new JoblibArray(true, 0)
                : new JoblibArray(false, bytes(element.bytes, attributes.get("shape")));
    }

    private static long bytes(long element, Pickled shape) throws UnreadablePickle {
        if (!(shape instanceof Tuple dimensions) || dimensions.items().size() > Pickled.MOST_ITEMS) {
            throw new UnreadablePickle("joblib's wrapper of an array does not tell its shape");
        }
        long bytes = element;
        for (Pickled dimension : dimensions.items()) {
            if (!(dimension instanceof Whole length) || length.number() < 0) {
                throw new UnreadablePickle("a dimension of an array is no length");
            }
            try {
                bytes = Math.multiplyExact(bytes, length.number());
            } catch (ArithmeticException e) {
                throw new UnreadablePickle("an array is larger than any file");
            }
        }
        return bytes;
    }

    private record Element(boolean ofObjects, long bytes) {
        static Element of(Instance type) throws UnreadablePickle {
            List<Pickled> arguments = type.arguments();
            Matcher code = ELEMENT.matcher(arguments.isEmpty() || !(arguments.get(0) instanceof Text text) ? "" : text.text());
            if (!code.matches()) {
                throw new UnreadablePickle("an array has elements of an unknown type");
            }
            char kind = code.group(1).charAt(0);
            long bytes = Long.parseLong(code.group(2)) * (kind == 'U' ? BYTES_PER_CHARACTER : 1);
            if (kind == 'O') {
                return new Element(true, 0);
            }
            if (kind == 'S' || kind == 'U' || kind == 'V') {
                return new Element(ofChecked(type, bytes), bytes);
            }
            return new Element(false, bytes);
        }

        /** Types without a fixed size repeat it in their state, and the state wins when NumPy loads them. */
        private static boolean ofChecked(Instance type, long bytes) throws UnreadablePickle {
            if (type.state() instanceof Tuple state
                    && state.items().size() > STATE_FLAGS
                    && state.items().get(STATE_SIZE) instanceof Whole size
                    && size.number() == bytes
                    && state.items().get(STATE_FLAGS) instanceof Whole flags) {
                return (flags.number() & HAS_OBJECTS) != 0;
            }
            throw new UnreadablePickle("an array has elements that do not tell their size");
        }
    }
}
