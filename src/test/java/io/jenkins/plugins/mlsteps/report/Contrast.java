package io.jenkins.plugins.mlsteps.report;

import java.util.ArrayList;
import java.util.List;

/** Relative luminance and contrast as WCAG 2.2 defines them; not of Jenkins's buttons, whose colour is painted behind them. */
public final class Contrast {
    private static final String TOO_LOW =
            """
            ((selector) => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const rgba = (colour) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const luminance = (colour) => colour.slice(0, 3).map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const background = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const colour = rgba(getComputedStyle(e).backgroundColor);
                  if (colour[3] === 255) return colour;
                }
                return [255, 255, 255, 255];
              };
              return [...document.querySelectorAll(selector + ' *:not(script):not(style)')]
                .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
                .filter((e) => e.getClientRects().length && !e.closest('svg, .jenkins-button'))
                .map((e) => {
                  const style = getComputedStyle(e);
                  const [a, b] = [luminance(rgba(style.color)), luminance(background(e))];
                  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                  const size = parseFloat(style.fontSize);
                  return { ratio, needed: size >= 24 || (size >= 18.7 && style.fontWeight >= 700) ? 3 : 4.5, text: e.textContent.trim() };
                })
                .filter((e) => e.ratio < e.needed)
                .map((e) => e.ratio.toFixed(2) + ' ' + e.text);
            })
            """;

    private Contrast() {}

    /**
     * Texts whose contrast with what is behind them does not reach 4.5 (3 when large), each after its contrast.
     *
     * @param selector of the elements in which they are
     */
    public static List<String> tooLow(Chromium page, String selector) throws Exception {
        List<String> texts = new ArrayList<>();
        page.evaluate(TOO_LOW + "('" + selector + "')").forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
