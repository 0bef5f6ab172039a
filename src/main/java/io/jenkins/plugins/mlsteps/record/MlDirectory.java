package io.jenkins.plugins.mlsteps.record;

import java.nio.file.Path;

/**
 * Where each record stands under {@code ml/}.
 *
 * @param root the {@code ml} directory itself
 */
public record MlDirectory(Path root) {
    /** The {@code ml} directory of a workspace. */
    public static MlDirectory in(Path workspace) {
        return new MlDirectory(workspace.resolve("ml"));
    }

    public Path train(String name) {
        return root.resolve("train").resolve(name);
    }

    public Path trainRecord(String name) {
        return train(name).resolve("record.json");
    }

    public Path metrics(String name) {
        return train(name).resolve("metrics.jsonl");
    }

    public Path model(String name) {
        return train(name).resolve("model");
    }

    public Path modelCard(String name) {
        return train(name).resolve("model.json");
    }

    public Path tune(String name) {
        return root.resolve("tune").resolve(name);
    }

    /** The figures of a study as data. */
    public Path insight(String name) {
        return tune(name).resolve("insight.json");
    }

    public Path gate(String name) {
        return root.resolve("gate").resolve(name);
    }

    public Path verdict(String name) {
        return gate(name).resolve("verdict.json");
    }

    public Path deployment(String environment, String name) {
        return root.resolve("deploy").resolve(environment).resolve(name).resolve("deployment.json");
    }

    /** The build's own timeline: stages and steps. */
    public Path build() {
        return root.resolve("build.json");
    }

    public Path report() {
        return root.resolve("report.html");
    }
}
