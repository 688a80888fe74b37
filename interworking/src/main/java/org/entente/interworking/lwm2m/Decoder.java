// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.TimestampedLwM2mNode;
import org.eclipse.leshan.core.node.TimestampedLwM2mNodes;
import org.eclipse.leshan.core.node.codec.CodecException;
import org.eclipse.leshan.core.node.codec.DefaultLwM2mDecoder;
import org.eclipse.leshan.core.request.ContentFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads what devices answer, also those that do not say in which format: TLV, which every client of LwM2M 1.0 speaks, or
 * the plain text of a single value. OMA LwM2M 1.0.2 §6.4.
 */
final class Decoder extends DefaultLwM2mDecoder {
    @Override
    public <T extends LwM2mNode> T decode(
            byte[] content, @Nullable ContentFormat format, LwM2mPath path, LwM2mModel model, Class<T> kind) {
        return guessed(format, path, each -> super.decode(content, each, path, model, kind));
    }

    @Override
    public List<TimestampedLwM2mNode> decodeTimestampedData(
            byte[] content, @Nullable ContentFormat format, LwM2mPath path, LwM2mModel model) {
        return guessed(format, path, each -> super.decodeTimestampedData(content, each, path, model));
    }

    @Override
    public Map<LwM2mPath, LwM2mNode> decodeNodes(
            byte[] content, @Nullable ContentFormat format, @Nullable List<LwM2mPath> paths, LwM2mModel model) {
        return super.decodeNodes(content, format == null ? composite(content) : format, paths, model);
    }

    @Override
    public TimestampedLwM2mNodes decodeTimestampedNodes(
            byte[] content, @Nullable ContentFormat format, @Nullable List<LwM2mPath> paths, LwM2mModel model) {
        return super.decodeTimestampedNodes(content, format == null ? composite(content) : format, paths, model);
    }

    private static <T> T guessed(@Nullable ContentFormat format, LwM2mPath path, Function<ContentFormat, T> decoding) {
        if (format != null) return decoding.apply(format);
        try {
            return decoding.apply(ContentFormat.TLV);
        } catch (CodecException e) {
            if (!path.isResource()) throw e;
            return decoding.apply(ContentFormat.TEXT);
        }
    }

    /** Only SenML has several nodes, and its JSON is an array. */
    private static ContentFormat composite(byte[] content) {
        return content.length > 0 && content[0] == '[' ? ContentFormat.SENML_JSON : ContentFormat.SENML_CBOR;
    }
}
