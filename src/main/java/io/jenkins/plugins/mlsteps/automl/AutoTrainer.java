package io.jenkins.plugins.mlsteps.automl;
public final class AutoTrainer { public static void main(String[] a) {} }
