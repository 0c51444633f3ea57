package org.rempart.connector.requesttracker;

import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.http.HttpSettings;

/**
 * Settings of one Request Tracker.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param http where RT is; {@code /REST/2.0} is added
 * @param token authentication token of the account that tickets are opened as
 * @param queue queue of the tickets
 * @param field custom field of that queue's tickets that keeps the incident's key, default {@code
 *     RempartIncident}
 * @param solved status that closes a ticket, default {@code resolved}
 */
public record RequestTrackerSettings(
    String id,
    boolean practice,
    HttpSettings http,
    SecretRef token,
    String queue,
    String field,
    String solved) {

  /** Reads and checks the options. */
  public static RequestTrackerSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    String queue = options.text("queue");
    String field = options.text("custom-field", "RempartIncident");
    // Both become part of a query.
    if (!queue.matches("[\\p{L}\\p{N} _.-]*")) {
      options.fault("queue", "must be letters, digits, blanks, _ . and -");
    }
    if (!field.matches("[\\p{L}\\p{N} _.-]+")) {
      options.fault("custom-field", "must be letters, digits, blanks, _ . and -");
    }
    RequestTrackerSettings read =
        new RequestTrackerSettings(
            settings.id(),
            settings.practice(),
            HttpSettings.read(options),
            options.secret("token"),
            queue,
            field,
            options.text("closed-status", "resolved"));
    options.check();
    return read;
  }
}
