package org.rempart.embedded.supervisor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rempart.embedded.BrokerPart;
import org.rempart.embedded.KafkaPart;
import org.rempart.embedded.Ports;
import org.rempart.embedded.PostgresPart;

/**
 * The environment that the application is started with: all that it is told about the stack around
 * it.
 */
final class ApplicationEnvironment {

  /** Rempart's database on the embedded PostgreSQL. */
  static final String DATABASE = "rempart";

  private ApplicationEnvironment() {}

  static Map<String, String> of(
      DataFolder folder,
      Credentials credentials,
      int consolePort,
      PostgresPart postgres,
      KafkaPart kafka,
      BrokerPart engine) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SERVER_ADDRESS", Ports.LOOPBACK);
    environment.put("SERVER_PORT", Integer.toString(consolePort));
    environment.put("SPRING_DATASOURCE_URL", postgres.bareUrl(DATABASE));
    environment.put("SPRING_DATASOURCE_USERNAME", PostgresPart.APPLICATION);
    environment.put("SPRING_DATASOURCE_PASSWORD", credentials.applicationPassword());
    environment.put("SPRING_FLYWAY_USER", PostgresPart.USER);
    environment.put("SPRING_FLYWAY_PASSWORD", postgres.password());
    environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("REMPART_ENGINE_GRPC_ADDRESS", engine.grpcAddress().toString());
    environment.put("REMPART_CREDENTIALS_FILE", folder.credentials().toString());
    environment.put("REMPART_DATA", folder.of("application").toString());
    environment.put(
        "SPRING_CONFIG_ADDITIONAL_LOCATION", "optional:file:" + folder.settings() + "/");
    return environment;
  }
}
