package io.jenkins.plugins.mlsteps.metrics;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The scalars of one {@code Event} message. Field numbers are those of TensorFlow's {@code event.proto} and {@code summary.proto}.
 */
final class ScalarEvent {
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int VALUE_TENSOR = 8;
    private static final int VALUE_METADATA = 9;
    private static final int METADATA_PLUGIN_DATA = 1;
    private static final int PLUGIN_NAME = 1;

    private record Scalar(String tag, double value) {}

    private final Path file;
    private final List<Scalar> scalars = new ArrayList<>();
    private double wallTime = Double.NaN;
    private long step;

    ScalarEvent(Path file) {
        this.file = file;
    }

    void read(byte[] record, MetricSink sink) throws IOException {
        event(CodedInputStream.newInstance(record));
        if (scalars.isEmpty()) {
            return;
        }
        Instant time = time();
        for (Scalar scalar : scalars) {
            sink.point(new MetricPoint(time, step, scalar.tag(), scalar.value()));
        }
    }

    private Instant time() throws IOException {
        return Double.isFinite(wallTime)
                ? Instant.ofEpochSecond(0).plusNanos(Math.round(wallTime * 1e6) * 1000)
                : Files.getLastModifiedTime(file).toInstant();
    }

    private void event(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case EVENT_WALL_TIME -> wallTime = in.readDouble();
                case EVENT_STEP -> step = in.readInt64();
                case EVENT_SUMMARY -> summary(in.readBytes().newCodedInput());
                default -> in.skipField(tag);
            }
        }
    }

    private void summary(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == SUMMARY_VALUE) {
                value(in.readBytes().newCodedInput());
            } else {
                in.skipField(tag);
            }
        }
    }

    private void value(CodedInputStream in) throws IOException {
        String name = "";
        String plugin = "";
        Double value = null;
        ScalarTensor tensor = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case VALUE_TAG -> name = in.readStringRequireUtf8();
                case VALUE_SIMPLE -> value = (double) in.readFloat();
                case VALUE_TENSOR -> tensor = ScalarTensor.read(in.readBytes().newCodedInput());
                case VALUE_METADATA -> plugin = plugin(in.readBytes().newCodedInput());
                default -> in.skipField(tag);
            }
        }
        if (value == null && tensor != null && (plugin.isEmpty() || plugin.equals("scalars"))) {
            value = tensor.value();
        }
        if (value != null && !name.isEmpty()) {
            scalars.add(new Scalar(name, value));
        }
    }

    private static String plugin(CodedInputStream in) throws IOException {
        String plugin = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == METADATA_PLUGIN_DATA) {
                plugin = pluginName(in.readBytes().newCodedInput());
            } else {
                in.skipField(tag);
            }
        }
        return plugin;
    }

    private static String pluginName(CodedInputStream in) throws IOException {
        String name = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == PLUGIN_NAME) {
                name = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        return name;
    }
}
