package org.rempart.core.response;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Offer;
import org.rempart.connector.TargetKind;

/**
 * Finds the products that serve a capability; the only place that knows which products there are.
 */
public final class ConnectorRegistry implements AutoCloseable {

  private final Map<String, ConnectorRegistration> byId = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException when two connectors have the same id
   */
  public ConnectorRegistry(Collection<ConnectorRegistration> registrations) {
    for (ConnectorRegistration registration : registrations) {
      String id = registration.connector().id();
      if (byId.putIfAbsent(id, registration) != null) {
        throw new IllegalArgumentException(
            "rempart.connectors has two entries with the id \"" + id + "\"");
      }
    }
  }

  /** Every product that offers this for such targets at this site, in the order of the settings. */
  public List<Service> serving(Capability capability, TargetKind kind, String siteId) {
    return byId.values().stream()
        .filter(r -> r.serves(siteId))
        .flatMap(r -> offers(r.connector(), capability).filter(s -> s.takes(kind)))
        .toList();
  }

  /** What a product offers for a capability; empty when it is no longer configured or able. */
  public Optional<Service> service(String connectorId, Capability capability) {
    return byId(connectorId).flatMap(c -> offers(c, capability).findFirst());
  }

  /** A product by its id. */
  public Optional<Connector> byId(String id) {
    return Optional.ofNullable(byId.get(id)).map(ConnectorRegistration::connector);
  }

  /** Every configured product. */
  public List<ConnectorRegistration> all() {
    return List.copyOf(byId.values());
  }

  @Override
  public void close() {
    byId.values().forEach(r -> r.connector().close());
  }

  /** One for each kind of target that the product takes. */
  private static Stream<Service> offers(Connector connector, Capability capability) {
    return connector.offers().stream()
        .filter(o -> o.capability().equals(capability))
        .map(o -> new Service(connector, o));
  }

  /**
   * A product and one thing it offers.
   *
   * @param connector the product
   * @param offer what it does there
   */
  public record Service(Connector connector, Offer offer) {

    boolean takes(TargetKind kind) {
      return offer.targetKind() == kind;
    }

    String id() {
      return connector.id();
    }
  }
}
