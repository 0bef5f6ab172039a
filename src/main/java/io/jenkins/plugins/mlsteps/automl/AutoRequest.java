package io.jenkins.plugins.mlsteps.automl;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What the built-in trainer is to do.
 *
 * @param data absolute path of a CSV file with a header
 * @param target column to predict
 * @param task {@code auto}, {@code classification} or {@code regression}
 * @param candidates model families to try; all when empty
 * @param budgetMinutes to search in
 * @param seed of splits, search and models
 * @param params when not empty, the one candidate to train: {@code family} and its parameters
 * @param modelDir where the model goes
 * @param resultFile where the {@link AutoResult} goes
 * @param predictionsFile where predictions on held-out rows go; null for a trial, which leaves those rows alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AutoRequest(
        String data,
        String target,
        String task,
        List<String> candidates,
        double budgetMinutes,
        long seed,
        Map<String, Object> params,
        String modelDir,
        String resultFile,
        String predictionsFile) {
    public AutoRequest {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
        params = params == null ? Map.of() : params;
    }
}
