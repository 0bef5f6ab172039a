package io.jenkins.plugins.mlsteps.serve;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts of requests and their latency, as Prometheus scrapes them (text exposition format 0.0.4). */
final class ServerMetrics {
    private static final double[] BOUNDS_SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};
    private static final double NANOS_A_SECOND = 1e9;

    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder[] buckets =
            Stream.generate(LongAdder::new).limit(BOUNDS_SECONDS.length + 1).toArray(LongAdder[]::new);
    private final LongAdder totalNanos = new LongAdder();

    /** @param route a fixed name of the route, never the caller's path: that would make a series for each typing error */
    void count(String route, int status, long nanos) {
        requests.computeIfAbsent("route=\"" + route + "\",status=\"" + status + "\"", key -> new LongAdder())
                .increment();
        if (route.equals(Router.INFER) || route.equals(Router.PREDICT)) {
            totalNanos.add(nanos);
            buckets[bucket(nanos / NANOS_A_SECOND)].increment();
        }
    }

    private static int bucket(double seconds) {
        int bucket = 0;
        while (bucket < BOUNDS_SECONDS.length && seconds > BOUNDS_SECONDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** A label's value, in which the text format gives these three a meaning. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    String text(String model, String revision) {
        StringBuilder text = new StringBuilder();
        text.append("# HELP mlsteps_model_info The revision that answers.\n# TYPE mlsteps_model_info gauge\n")
                .append("mlsteps_model_info{model=\"" + escaped(model) + "\",revision=\"" + escaped(revision) + "\"} 1\n")
                .append("# HELP mlsteps_requests_total Requests answered.\n# TYPE mlsteps_requests_total counter\n");
        new TreeMap<>(requests)
                .forEach((labels, count) -> text.append("mlsteps_requests_total{" + labels + "} " + count.sum() + "\n"));
        text.append("# HELP mlsteps_inference_seconds Time from the request's head to its answer.\n")
                .append("# TYPE mlsteps_inference_seconds histogram\n");
        long cumulated = 0;
        for (int i = 0; i < buckets.length; i++) {
            cumulated += buckets[i].sum();
            String bound = i < BOUNDS_SECONDS.length ? String.valueOf(BOUNDS_SECONDS[i]) : "+Inf";
            text.append("mlsteps_inference_seconds_bucket{le=\"" + bound + "\"} " + cumulated + "\n");
        }
        return text.append("mlsteps_inference_seconds_sum ")
                .append(String.format(Locale.ROOT, "%.9f", totalNanos.sum() / NANOS_A_SECOND))
                .append("\nmlsteps_inference_seconds_count " + cumulated + "\n")
                .toString();
    }
}
