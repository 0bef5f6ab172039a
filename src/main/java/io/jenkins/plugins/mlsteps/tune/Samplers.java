package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.tune.sampler.Grid;
import io.jenkins.plugins.mlsteps.tune.sampler.GridSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.RandomSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.SobolSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.cmaes.CmaesSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.gp.GpSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.nsga2.Nsga2Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.tpe.TpeSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;

/** The samplers by name. */
public final class Samplers {
    private static final List<String> NAMES = List.of("auto", "random", "grid", "sobol", "tpe", "gp", "cmaes", "nsga2");

    private Samplers() {}

    /**
     * @throws SpecException when there is no such sampler, or it cannot serve the space or the plan
     */
    public static Sampler named(String algorithm, Space space, Plan plan) {
        return switch (algorithm) {
            case "random" -> new RandomSampler(space, plan.seed());
            case "grid" -> new GridSampler(space, new Grid(space, plan.trials()), plan.seed());
            case "sobol" -> new SobolSampler(space, plan.seed());
            case "auto" -> new AutoSampler(space, plan);
            case "tpe" -> new TpeSampler(space, plan.seed());
            case "nsga2" -> new Nsga2Sampler(space, plan.seed(), plan.trials());
            case "cmaes" -> new CmaesSampler(space, plan.seed());
            case "gp" -> new GpSampler(space, plan.seed());
            default -> throw new SpecException("parameter 'algorithm' is '" + algorithm + "', allowed is "
                    + String.join(" | ", NAMES) + NearestName.hint(algorithm, NAMES));
        };
    }
}
