// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.testware.HtmlReport;
import org.entente.testware.JUnitReport;
import org.entente.testware.JsonReport;
import org.entente.testware.PacketCapture;
import org.entente.testware.Report;

/** Writes what a run of test purposes leaves behind into a folder. */
final class TestReports {
    private TestReports() {}

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
