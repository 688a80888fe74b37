// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.interworking.opcua.ServedHub.NOBODY;
import static org.entente.interworking.opcua.ServedHub.OPERATOR;
import static org.entente.interworking.opcua.ServedHub.PATIENCE;
import static org.entente.interworking.opcua.ServedHub.READER;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What devices can be told to do, called at the hub's own server through its CSE. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HubServerMethodsTest {
    private static final String PUMP = "pump-1";
    private static final String PRIME = "pump-1/opcua-Pump.Prime";
    private static final String RESET = "pump-1/opcua-Pump.ResetStrokes";

    private ServedHub hub;
    private OpcUaClient operator;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new ServedHub(folder, ServedHub.usual());
        operator = hub.client(hub.user(OPERATOR, hub.secret(OPERATOR)));
    }

    @AfterAll
    void stop() throws UaException {
        operator.disconnect();
        hub.close();
    }

    private static CallMethodResult call(OpcUaClient client, String object, String method, Object... given)
            throws UaException {
        var values = Arrays.stream(given).map(Variant::new).toArray(Variant[]::new);
        var request = new CallMethodRequest(ServedHub.node(client, object), ServedHub.node(client, method), values);
        return Objects.requireNonNull(client.call(List.of(request)).getResults())[0];
    }

    private static StatusCode status(long code) {
        return new StatusCode(code);
    }

    @Test
    @Order(1)
    @Spec({"TS-0004 §7.5.1.2.19", "OPC 10000-4 §5.12.2"})
    void method_is_done_by_the_device_before_its_results_are_there() throws Exception {
        var reset = call(operator, PUMP, RESET);
        var primed = call(operator, PUMP, PRIME, Unsigned.uint(7));
        var again = call(operator, PUMP, PRIME, Unsigned.uint(7));

        assertThat(reset.getStatusCode()).isEqualTo(StatusCode.GOOD);
        assertThat(primed.getStatusCode()).isEqualTo(StatusCode.GOOD);
        assertThat(primed.getOutputArguments()).containsExactly(new Variant(Unsigned.uint(7)));
        assertThat(again.getOutputArguments()).containsExactly(new Variant(Unsigned.uint(14)));
        assertThat(hub.pump().value("Strokes")).isEqualTo(Unsigned.uint(14));
    }

    @Test
    @Order(2)
    void method_says_what_it_takes_and_gives() throws Exception {
        var names = operator.getAddressSpace().browseNodes(ServedHub.node(operator, PRIME)).stream()
                .map(each -> each.getBrowseName().name());

        assertThat(names).containsExactlyInAnyOrder("InputArguments", "OutputArguments");
    }

    @Test
    @Order(3)
    @Spec("TS-0004 §7.3.2.9")
    void devices_own_refusal_is_the_status_of_the_call() throws Exception {
        assertThat(call(operator, PUMP, PRIME, Unsigned.uint(101)).getStatusCode())
                .isEqualTo(status(StatusCodes.Bad_OutOfRange));
    }

    @Test
    @Order(4)
    @Spec("OPC 10000-4 §5.12.2")
    void call_that_does_not_fit_never_reaches_the_device() throws Exception {
        var before = hub.pump().value("Strokes");

        var wrong = call(operator, PUMP, PRIME, "seven");

        assertThat(wrong.getStatusCode()).isEqualTo(status(StatusCodes.Bad_InvalidArgument));
        assertThat(wrong.getInputArgumentResults()).containsExactly(status(StatusCodes.Bad_TypeMismatch));
        assertThat(call(operator, PUMP, PRIME).getStatusCode()).isEqualTo(status(StatusCodes.Bad_ArgumentsMissing));
        assertThat(call(operator, PUMP, RESET, 1).getStatusCode()).isEqualTo(status(StatusCodes.Bad_TooManyArguments));
        assertThat(call(operator, PUMP, "pump-1/nothing").getStatusCode())
                .isEqualTo(status(StatusCodes.Bad_MethodInvalid));
        assertThat(call(operator, "pump-1/node", PRIME, Unsigned.uint(1)).getStatusCode())
                .isEqualTo(status(StatusCodes.Bad_MethodInvalid));
        assertThat(hub.pump().value("Strokes")).isEqualTo(before);
    }

    @Test
    @Order(5)
    @Spec("TS-0001 §9.6.2")
    void who_may_not_see_or_tell_the_device_calls_nothing() throws Exception {
        var before = hub.pump().value("Strokes");
        var nobody = hub.client(hub.user(NOBODY, hub.secret(NOBODY)));
        var reader = hub.client(hub.user(READER, hub.secret(READER)));

        assertThat(call(nobody, PUMP, PRIME, Unsigned.uint(1)).getStatusCode())
                .isEqualTo(status(StatusCodes.Bad_NodeIdUnknown));
        assertThat(call(reader, PUMP, PRIME, Unsigned.uint(1)).getStatusCode())
                .isEqualTo(status(StatusCodes.Bad_UserAccessDenied));
        assertThat(hub.pump().value("Strokes")).isEqualTo(before);
        nobody.disconnect();
        reader.disconnect();
    }

    @Test
    @Order(6)
    @Spec("TS-0004 §7.3.2.9")
    void device_that_is_away_is_told_as_one_without_communication() throws Exception {
        hub.stopPump();

        await().atMost(PATIENCE)
                .until(() -> call(operator, PUMP, RESET).getStatusCode().value() == StatusCodes.Bad_NoCommunication);
    }
}
