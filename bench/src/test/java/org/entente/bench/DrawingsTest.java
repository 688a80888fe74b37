// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is drawn can be opened, whatever the figures are called. */
class DrawingsTest {
    @Test
    void bar_at_the_line_is_as_good_as_its_limit() throws Exception {
        var drawn = read(Picture.of(List.of(
                new Scorecard.Bar("half", "1 ms", 0.5, true),
                new Scorecard.Bar("full", "2 ms", 1, true),
                new Scorecard.Bar("far beyond", "900 ms", 450, false))));

        var bars = elements(drawn, "rect");
        var line = elements(drawn, "line").getFirst();
        assertThat(end(bars.get(0))).isLessThan(number(line, "x1"));
        assertThat(end(bars.get(1))).isEqualTo(number(line, "x1"));
        assertThat(end(bars.get(2))).isGreaterThan(number(line, "x1")).isLessThan(900);
        assertThat(bars.get(2).getAttribute("fill")).isNotEqualTo(bars.get(1).getAttribute("fill"));
    }

    @Test
    void names_may_have_signs_that_xml_uses() throws Exception {
        var name = "a < b & \"c\" > d";

        assertThat(texts(Picture.of(List.of(new Scorecard.Bar(name, "1 <ms>", 1, true)))))
                .contains(name, "1.00 (1 <ms>)");
        assertThat(texts(Curves.of(Map.of(name, Map.of(1000, 0.5, 10_000, 0.6)))))
                .contains(name);
    }

    @Test
    void curve_that_does_not_grow_is_drawn_flat() throws Exception {
        var curves = Map.<String, Map<Integer, Double>>of(
                "flat", new TreeMap<>(Map.of(1000, 0.2, 100_000, 0.2, 1_000_000, 0.2)));

        var points = elements(read(Curves.of(curves)), "polyline")
                .getFirst()
                .getAttribute("points")
                .split(" ");

        assertThat(points).hasSize(3);
        assertThat(points)
                .extracting(point -> point.split(",")[1])
                .containsOnly(points[0].split(",")[1]);
    }

    @Test
    void each_decade_has_its_line_and_its_label() throws Exception {
        var labels = texts(Curves.of(Map.of("one", new TreeMap<>(Map.of(1000, 0.05, 1_000_000, 30.0)))));

        assertThat(labels)
                .contains("1,000", "10,000", "100,000", "1,000,000")
                .contains("0.01 ms", "0.1 ms", "1 ms", "10 ms", "100 ms");
    }

    @Test
    void without_figures_the_drawing_is_empty_but_whole() throws Exception {
        assertThat(elements(read(Picture.of(List.of())), "rect")).isEmpty();
        assertThat(elements(read(Curves.of(Map.of())), "polyline")).isEmpty();
    }

    private static List<String> texts(String svg) throws Exception {
        return elements(read(svg), "text").stream().map(Element::getTextContent).toList();
    }

    private static Document read(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    }

    private static List<Element> elements(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
        return elements;
    }

    private static int end(Element bar) {
        return number(bar, "x") + number(bar, "width");
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
