// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a report as JUnit XML, for whatever collects test results. */
public final class JUnitReport {
    private static final double MILLIS = 1000.0;

    private JUnitReport() {}

    public static void write(Report report, Writer to) {
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(to);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", report.title() + " at " + report.endpoint());
            xml.writeAttribute("timestamp", report.started().toString());
            xml.writeAttribute("time", seconds(report.took()));
            xml.writeAttribute("tests", Integer.toString(report.results().size()));
            xml.writeAttribute("failures", Long.toString(report.count(Verdict.FAIL)));
            var errors = report.count(Verdict.ERROR) + report.count(Verdict.INCONCLUSIVE);
            xml.writeAttribute("errors", Long.toString(errors));
            xml.writeAttribute("skipped", Long.toString(report.count(Verdict.NOT_APPLICABLE)));
            for (var result : report.results()) {
                testCase(xml, report, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write the report", e);
        }
    }

    private static void testCase(XMLStreamWriter xml, Report report, Result result) throws XMLStreamException {
        var judgement = result.telling();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", report.title());
        xml.writeAttribute("name", result.purpose().id());
        xml.writeAttribute("time", seconds(judgement.took()));
        switch (judgement.verdict()) {
            case PASS -> {}
            case FAIL -> outcome(xml, "failure", "fail", result);
            case ERROR -> outcome(xml, "error", "error", result);
            case INCONCLUSIVE -> outcome(xml, "error", "inconclusive", result);
            case NOT_APPLICABLE -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", judgement.reason());
            }
        }
        if (judgement.verdict() != Verdict.NOT_APPLICABLE) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(valid(Transcript.of(judgement) + "again: " + report.repeating(result) + "\n"));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void outcome(XMLStreamWriter xml, String element, String type, Result result)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", type);
        xml.writeAttribute("message", valid(result.telling().reason()));
        xml.writeCharacters(valid(
                result.purpose().objective() + " Expected: " + result.purpose().expect() + "."));
        xml.writeEndElement();
    }

    /** XML has no way to hold most control characters, and what an endpoint sends may be anything. */
    private static String valid(String text) {
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c < 0xFFFE) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / MILLIS);
    }
}
