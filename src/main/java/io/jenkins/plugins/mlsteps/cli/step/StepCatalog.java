package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every word that may stand as a step in a Jenkinsfile, with the record of its parameters. */
public final class StepCatalog {
    /** The steps this plugin adds. */
    public static final List<Class<? extends Record>> ML_STEPS =
            List.of(TrainSpec.class, TuneSpec.class, GateSpec.class, DeploySpec.class);

    private static final List<Class<? extends Record>> BUILT_IN = List.of(
            ShStep.class,
            EchoStep.class,
            ErrorStep.class,
            UnstableStep.class,
            ScriptStep.class,
            StageStep.class,
            ParallelStep.class,
            DirStep.class,
            WithEnvStep.class,
            WithCredentialsStep.class,
            RetryStep.class,
            TimeoutStep.class,
            TimestampsStep.class,
            SleepStep.class,
            WaitUntilStep.class,
            LockStep.class,
            MilestoneStep.class,
            CatchErrorStep.class,
            WarnErrorStep.class,
            InputStep.class,
            ReadFileStep.class,
            WriteFileStep.class,
            FileExistsStep.class,
            ReadJsonStep.class,
            WriteJsonStep.class,
            ReadYamlStep.class,
            WriteYamlStep.class,
            ArchiveArtifactsStep.class,
            StashStep.class,
            UnstashStep.class,
            JunitStep.class,
            PwdStep.class,
            IsUnixStep.class,
            DeleteDirStep.class,
            CleanWsStep.class,
            CheckoutStep.class);

    private static final Map<String, Class<? extends Record>> BY_WORD = Stream.concat(
                    BUILT_IN.stream(), ML_STEPS.stream())
            .collect(Collectors.toMap(Binder::wordOf, type -> type, (a, b) -> a, LinkedHashMap::new));

    private StepCatalog() {}

    public static Set<String> words() {
        return BY_WORD.keySet();
    }

    public static Optional<Class<? extends Record>> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    public static boolean isMl(Class<?> step) {
        return ML_STEPS.contains(step);
    }

    /** Whether the step cannot do without a body. */
    public static boolean needsBody(Class<?> step) {
        return BlockStep.class.isAssignableFrom(step);
    }

    /** Whether the step may have a body. */
    public static boolean takesBody(Class<?> step) {
        return needsBody(step) || step == TrainSpec.class || step == TuneSpec.class;
    }

    /** The parameter that may stand without its name. */
    public static Optional<ParameterInfo> first(Class<? extends Record> step) {
        return isMl(step) ? Optional.empty() : ParameterInfo.of(step).stream().findFirst();
    }

    /** Words such as {@code logUniform} that stand for a record inside a parameter of the step. */
    public static Map<String, Class<? extends Record>> nestedWords(Class<? extends Record> step) {
        Map<String, Class<? extends Record>> words = new LinkedHashMap<>();
        for (ParameterInfo parameter : ParameterInfo.of(step)) {
            Class<?> type = parameter.type() instanceof ParameterizedType ? parameter.elementType() : parameter.rawType();
            if (type.isSealed()) {
                for (Class<?> member : type.getPermittedSubclasses()) {
                    words.put(Binder.wordOf(member), member.asSubclass(Record.class));
                }
            }
        }
        return words;
    }

    /** Every nested word of any step. */
    public static Set<String> nestedWords() {
        return BY_WORD.values().stream()
                .flatMap(step -> nestedWords(step).keySet().stream())
                .collect(Collectors.toSet());
    }
}
