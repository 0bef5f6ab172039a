package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the requests that go through it. */
final class CountingCluster extends InterceptedCluster {
    private final Counter counter;

    CountingCluster(RealCluster real) {
        this(real, new Counter());
    }

    private CountingCluster(RealCluster real, Counter counter) {
        super(real.client().getConfiguration(), counter);
        this.counter = counter;
    }

    int requests() {
        return counter.all.get();
    }

    /** Requests for one Job and its pods, with the one that creates it. */
    int median(Collection<String> jobs) {
        return jobs.stream()
                .map(job -> 1 + counter.byName.getOrDefault(job, new AtomicInteger()).get())
                .sorted()
                .skip(jobs.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static final class Counter implements Interceptor {
        /** A pod has the name of its Job and a suffix. */
        private static final Pattern NAME = Pattern.compile("/(?:jobs/([^/]+)|pods/([^/]+)-[^/-]+)(?:/|$)");

        private final AtomicInteger all = new AtomicInteger();
        private final Map<String, AtomicInteger> byName = new ConcurrentHashMap<>();

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            all.incrementAndGet();
            Matcher name = NAME.matcher(request.uri().getPath());
            if (name.find()) {
                String job = name.group(1) == null ? name.group(2) : name.group(1);
                byName.computeIfAbsent(job, key -> new AtomicInteger()).incrementAndGet();
            }
        }
    }
}
