// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes one lazy stream of pages that are fetched one by one; an empty page is the end. */
final class Pages<T> implements Iterator<T> {
    private final Supplier<List<T>> next;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean isOver;

    private Pages(Supplier<List<T>> next) {
        this.next = next;
    }

    static <T> Stream<T> of(Supplier<List<T>> next) {
        var pages = Spliterators.spliteratorUnknownSize(new Pages<>(next), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(pages, false);
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && !isOver) {
            var fetched = next.get();
            isOver = fetched.isEmpty();
            page = fetched.iterator();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) throw new NoSuchElementException();
        return page.next();
    }
}
