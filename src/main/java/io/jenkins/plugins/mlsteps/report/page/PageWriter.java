package io.jenkins.plugins.mlsteps.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fills the template: one page that loads nothing and runs only the scripts it was written with. */
public final class PageWriter {
    private static final Template TEMPLATE = Mustache.compiler()
            .nullValue("")
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(Asset.named(name + ".mustache").text()))
            .compile(Asset.named("page.mustache").text());

    private PageWriter() {}

    /** The page as HTML. */
    public static String html(Ledger ledger, Guarantor guarantor, Instant now) {
        Figures figures = new Figures();
        Page page = Page.of(ledger, guarantor, figures, now);
        Optional<Asset> echarts = figures.isEmpty() ? Optional.empty() : Asset.echarts();
        Asset theme = Asset.named("theme.js");
        Asset charting = Asset.named("charts.js");
        Asset script = Asset.named("page.js");

        Map<String, Object> values = new HashMap<>();
        values.put("page", page);
        values.put("policy", policy(List.of(theme, charting, script), echarts));
        values.put("style", Asset.named("page.css").text());
        values.put("theme", theme.text());
        values.put("charting", charting.text());
        values.put("script", script.text());
        values.put("echarts", echarts.map(Asset::text).orElse(""));
        values.put("charts", embeddable(Json.line(figures.drawings())));
        return TEMPLATE.execute(values);
    }

    /** Styles are inline because charts and bars place themselves with style attributes. */
    private static String policy(List<Asset> scripts, Optional<Asset> echarts) {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
                + Stream.concat(scripts.stream(), echarts.stream())
                        .map(Asset::allowance)
                        .collect(Collectors.joining(" "));
    }

    /** '<' occurs only inside JSON strings; escaped there, nothing can end the script element. */
    private static String embeddable(String json) {
        return json.replace("<", "\\u003c");
    }
}
