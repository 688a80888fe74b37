// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.entente.testware.HtmlReport;
import org.entente.testware.JUnitReport;
import org.entente.testware.JsonReport;
import org.entente.testware.PacketCapture;
import org.entente.testware.Report;

/** Writes what a run of test purposes leaves behind into a folder. */
final class TestReports {
    private TestReports() {}

    /** Writes a page of its own, where there is more to look at than verdicts. */
    static void page(Path file, Consumer<Writer> content, PrintWriter out) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var html = Files.newBufferedWriter(file)) {
            content.accept(html);
        }
        out.println("All of it is on the page " + file + ".");
        out.flush();
    }

    /**
     * Writes the page, JSON, JUnit XML and the capture.
     *
     * @param port by which an analyser knows the protocol
     */
    static void write(Report report, Path folder, int port, PrintWriter out) throws IOException {
        Files.createDirectories(folder);
        var page = folder.resolve("report.html");
        try (var html = Files.newBufferedWriter(page);
                var json = Files.newBufferedWriter(folder.resolve("report.json"));
                var junit = Files.newBufferedWriter(folder.resolve("junit.xml"));
                var capture = new BufferedOutputStream(Files.newOutputStream(folder.resolve("frames.pcap")))) {
            HtmlReport.write(report, html);
            JsonReport.write(report, json);
            JUnitReport.write(report, junit);
            PacketCapture.write(report, port, capture);
        }
        out.println("Every frame is in " + page + "; report.json, junit.xml and frames.pcap lie beside it.");
        out.flush();
    }
}
