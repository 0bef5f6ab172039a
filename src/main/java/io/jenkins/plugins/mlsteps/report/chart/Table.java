package io.jenkins.plugins.mlsteps.report.chart;

import java.util.List;

/** The table that says what a chart shows. */
public record Table(List<String> head, List<List<String>> rows) {}
