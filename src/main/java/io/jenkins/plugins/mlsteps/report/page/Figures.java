package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.report.chart.Chart;
import io.jenkins.plugins.mlsteps.report.chart.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the charts of a page, each under the identifier of the element it is drawn into. */
public final class Figures {
    private final Map<String, Chart> charts = new LinkedHashMap<>();

    FigureView add(Figure figure) {
        String id = "chart-" + charts.size();
        charts.put(id, figure.chart());
        return new FigureView(id, figure.title(), figure.caption(), figure.size(), figure.table());
    }

    /** The data of the chart that stands in an element, as the script that draws it reads it. */
    public String json(String id) {
        return Json.line(charts.get(id));
    }

    boolean isEmpty() {
        return charts.isEmpty();
    }

    /** What the page's script reads. */
    Drawings drawings() {
        return new Drawings(Collections.unmodifiableMap(charts));
    }

    /** @param charts by the element they are drawn into; each says its kind, as this property's type asks for */
    record Drawings(Map<String, Chart> charts) {}
}
