// SPDX-License-Identifier: Apache-2.0
package org.entente.semantics;

import org.apache.jena.riot.system.ErrorHandler;

/** What the library finds wrong with a document ends its reading; nothing of it goes to a log. */
final class Complaints implements ErrorHandler {

    // Such as a character that the grammar excludes from IRIs, or an rdf:ID given twice; but RDF/XML lets instructions
    // be.
    @Override
    public void warning(String message, long line, long column) {
        if (message.startsWith("XML Processing instruction")) return;
        throw at(message, line, column);
    }

    @Override
    public void error(String message, long line, long column) {
        throw at(message, line, column);
    }

    @Override
    public void fatal(String message, long line, long column) {
        throw at(message, line, column);
    }

    private static Unreadable at(String message, long line, long column) {
        return new Unreadable(line > 0 ? message + " (line " + line + ", column " + column + ")" : message);
    }
}
