// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.entente.client.Client;
import org.entente.client.ClientSettings;
import org.entente.client.Draft;
import org.entente.client.Filter;
import org.entente.model.type.Attributes;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;

/**
 * A thermostat: it reports what it measures, and heats until the room is as warm as somebody wants it.
 *
 * <p>{@code java -cp 'app/target/entente/lib/*' docs/examples/Thermostat.java ws://127.0.0.1:8080}
 */
public final class Thermostat {
    private static final Draft ROOM = Draft.of(Container.TYPE).with(Attributes.LBL, List.of("thermostat"));

    private final BlockingQueue<Double> wanted = new LinkedBlockingQueue<>();
    private double degrees = 18.5;

    public static void main(String... arguments) throws InterruptedException {
        var settings = ClientSettings.to(arguments[0]).as("Cthermostat");
        try (var client = Client.connect(settings)) {
            new Thermostat().run(client);
        }
    }

    private void run(Client client) throws InterruptedException {
        client.register("thermostat", "Nexample.thermostat");
        if (client.discover("cse-in/thermostat", Filter.ALL.label("thermostat")).isEmpty()) {
            client.create("cse-in/thermostat", ROOM.named("measured").with(Attributes.MNI, 100));
            client.create("cse-in/thermostat", ROOM.named("wanted").with(Attributes.MNI, 1));
        }
        try (var _ = client.subscribe("cse-in/thermostat/wanted", notice -> notice.resource()
                .flatMap(instance -> instance.text(Attributes.CON))
                .ifPresent(text -> wanted.add(Double.valueOf(text))))) {
            // Elsewhere somebody turns the dial.
            client.create("cse-in/thermostat/wanted", Draft.of(ContentInstance.TYPE).with(Attributes.CON, "20.5"));
            heat(client, wanted.take());
        }
        var warmest = client.retrieve("cse-in/thermostat/measured/la");
        System.out.println("the room has " + warmest.text(Attributes.CON).orElseThrow() + " degrees");
    }

    private void heat(Client client, double target) {
        while (degrees < target) {
            degrees += 0.5;
            var measured = Draft.of(ContentInstance.TYPE).with(Attributes.CON, Double.toString(degrees));
            client.create("cse-in/thermostat/measured", measured);
        }
    }
}
