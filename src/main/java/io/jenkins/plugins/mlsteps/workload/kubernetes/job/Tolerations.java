package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tolerations as administrators write taints: {@code key[=value][:effect]}. */
public final class Tolerations {
    private static final Pattern FORM = Pattern.compile("([^=:]+)(?:=([^:]*))?(?::(.+))?");
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private Tolerations() {}

    /** @throws SpecException when one is of another form */
    public static List<Toleration> of(List<String> texts) {
        return texts.stream().map(Tolerations::of).toList();
    }

    private static Toleration of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(3) != null && !EFFECTS.contains(form.group(3))) {
            throw new SpecException("toleration '" + text + "' is not of the form key[=value][:effect] with the effect one of "
                    + String.join(", ", EFFECTS.stream().sorted().toList()));
        }
        return new TolerationBuilder()
                .withKey(form.group(1))
                .withOperator(form.group(2) == null ? "Exists" : "Equal")
                .withValue(form.group(2))
                .withEffect(form.group(3))
                .build();
    }
}
