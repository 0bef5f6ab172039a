package io.jenkins.plugins.mlsteps.jenkins.record;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class HarvestTest {
    /** Longer than what the time of a file may be wrong by. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(3500);

    /** A busy agent takes seconds to load our classes, which it does once. */
    @Test
    void isOfThisBuildHoweverLongACallToTheAgentTakes(JenkinsRule jenkins, @TempDir Path ml) throws Exception {
        long start = System.currentTimeMillis();
        new SampleBuild(ml).training("tumour");

        Harvest harvest = Harvest.of(new FilePath(slowAgent(), ml.toString()), start);

        assertThat(harvest.records().trainings()).hasSize(1);
        assertThat(harvest.files()).containsKey("train/tumour/record.json");
    }

    private static VirtualChannel slowAgent() {
        AtomicBoolean loaded = new AtomicBoolean();
        return (VirtualChannel) Proxy.newProxyInstance(
                HarvestTest.class.getClassLoader(), new Class<?>[] {VirtualChannel.class}, (proxy, method, arguments) -> {
                    if (!loaded.getAndSet(true)) {
                        Thread.sleep(ON_THE_WAY.toMillis());
                    }
                    try {
                        return method.invoke(FilePath.localChannel, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
