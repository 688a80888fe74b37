// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final int MANY = 100;

    @Test
    void orders_that_wait_for_a_device_keep_nobody_from_reading() throws Exception {
        var waiting = new CountDownLatch(MANY);
        var answer = new Gate();
        Mca cse = request -> {
            if (request.operation() == Operation.UPDATE) {
                waiting.countDown();
                answer.pass();
            }
            return Response.of(request, ResultCode.OK);
        };
        var tree = new Tree(cse, "CServer");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++)
                threads.execute(() -> tree.order(Request.update("-/lamp", "CGuest", Value.Fields.EMPTY)));
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();

            var read = tree.send(Request.retrieve("-/meter", "CGuest"));

            assertThat(read.code()).isEqualTo(ResultCode.OK);
            answer.open();
        } finally {
            answer.open();
        }
    }
}
