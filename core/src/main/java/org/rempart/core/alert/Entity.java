package org.rempart.core.alert;

import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;

/**
 * An address, host, account… named in an alert.
 *
 * @param kind what it is
 * @param value as the source writes it; addresses in canonical text
 * @param role on which side it stands
 */
public record Entity(EntityKind kind, String value, EntityRole role) {

  /**
   * Where two entities of equal value are the same thing: everywhere ({@code ""}) when globally
   * routable, else within the site.
   */
  public String scope(String site) {
    return switch (kind) {
      case ADDRESS -> IpAddress.isGlobal(value) ? "" : site;
      case DOMAIN, FILE_HASH, MAIL_ADDRESS, URL -> "";
      case HOST, ACCOUNT, PROCESS -> site;
    };
  }
}
