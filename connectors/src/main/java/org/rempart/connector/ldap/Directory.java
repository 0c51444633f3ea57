package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.Tls;

/** A connection to the directory that is bound as us; one per piece of work. */
final class Directory implements AutoCloseable {

  private static final Set<ResultCode> AWAY =
      Set.of(
          ResultCode.SERVER_DOWN,
          ResultCode.CONNECT_ERROR,
          ResultCode.TIMEOUT,
          ResultCode.BUSY,
          ResultCode.UNAVAILABLE,
          ResultCode.LOCAL_ERROR,
          ResultCode.DECODING_ERROR);

  /** Of these the server says itself that it did nothing. */
  private static final Set<ResultCode> NOTHING_DONE =
      Set.of(ResultCode.BUSY, ResultCode.UNAVAILABLE);

  private final LdapSettings settings;
  private final LDAPConnection connection;

  private Directory(LdapSettings settings, LDAPConnection connection) {
    this.settings = settings;
    this.connection = connection;
  }

  /**
   * Connects and binds as the account of the settings.
   *
   * @throws Refusal NOT_AUTHENTICATED when the directory doesn't take the credentials
   */
  static Directory open(LdapSettings settings) throws Refusal {
    return open(settings, settings.user(), settings.password().read());
  }

  /** The same as somebody else. */
  static Directory open(LdapSettings settings, String user, String password) throws Refusal {
    LDAPConnection connection = connect(settings);
    try {
      connection.bind(user, password);
      return new Directory(settings, connection);
    } catch (LDAPException e) {
      connection.close();
      if (AWAY.contains(e.getResultCode())) {
        throw away(settings, e);
      }
      String text = "the directory doesn't take " + user + ": " + e.getResultCode().getName();
      throw new Refusal("NOT_AUTHENTICATED", text);
    }
  }

  /**
   * The one entry that a filter finds.
   *
   * @param attributes what to read of it
   * @throws Refusal AMBIGUOUS when there are several
   */
  Optional<SearchResultEntry> one(Filter filter, String... attributes) throws Refusal {
    List<SearchResultEntry> found = search(settings.base(), SearchScope.SUB, filter, attributes);
    if (found.size() > 1) {
      throw new Refusal("AMBIGUOUS", "several entries below " + settings.base() + " fit " + filter);
    }
    return found.stream().findFirst();
  }

  /** The entry of a DN; empty when there is none. */
  Optional<SearchResultEntry> at(String dn, String... attributes) throws Refusal {
    Filter any = Filter.createPresenceFilter("objectClass");
    return search(dn, SearchScope.BASE, any, attributes).stream().findFirst();
  }

  /** Some person's account of Active Directory, to ask about; those of administrators are apart. */
  Optional<SearchResultEntry> any(String... attributes) throws Refusal {
    Filter person =
        Filter.createANDFilter(
            Filter.createEqualityFilter("objectCategory", "person"),
            Filter.createEqualityFilter("objectClass", "user"),
            Filter.createNOTFilter(Filter.createEqualityFilter("adminCount", "1")));
    return search(settings.base(), SearchScope.SUB, person, attributes).stream().findFirst();
  }

  /**
   * Changes an entry; all or nothing.
   *
   * @return false when a value that was to be deleted is not there, or one to be added is
   */
  boolean modify(String dn, Modification... changes) throws Refusal {
    try {
      connection.modify(dn, changes);
      return true;
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE)
          || e.getResultCode().equals(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS)) {
        return false;
      }
      if (NOTHING_DONE.contains(e.getResultCode())) {
        throw away(settings, e);
      }
      if (AWAY.contains(e.getResultCode())) {
        throw new OutcomeUnknownException(settings.host() + " gave no answer to a change", e);
      }
      throw refusal(e);
    }
  }

  static Modification delete(String attribute, String value) {
    return new Modification(ModificationType.DELETE, attribute, value);
  }

  static Modification add(String attribute, String value) {
    return new Modification(ModificationType.ADD, attribute, value);
  }

  /** Whether two DNs mean the same entry. */
  static boolean same(String one, String other) {
    try {
      return DN.equals(one, other);
    } catch (LDAPException e) {
      return one.equals(other);
    }
  }

  /** The entry's first value of an attribute, or empty. */
  static String value(Entry entry, String attribute) {
    String value = entry.getAttributeValue(attribute);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    connection.close();
  }

  private List<SearchResultEntry> search(
      String base, SearchScope scope, Filter filter, String... attributes) throws Refusal {
    try {
      return connection.search(base, scope, filter, attributes).getSearchEntries();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT) && scope == SearchScope.BASE) {
        return List.of();
      }
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return e.getSearchEntries();
      }
      if (AWAY.contains(e.getResultCode())) {
        throw away(settings, e);
      }
      throw refusal(e);
    }
  }

  private static LDAPConnection connect(LdapSettings settings) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    int millis = Math.toIntExact(settings.timeout().toMillis());
    options.setConnectTimeoutMillis(millis);
    options.setResponseTimeoutMillis(millis);
    options.setFollowReferrals(false);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    try {
      if (settings.security() == LdapSettings.Security.TLS) {
        var sockets = Tls.context(settings.caFile(), null).getSocketFactory();
        return new LDAPConnection(sockets, options, settings.host(), settings.port());
      }
      var connection = new LDAPConnection(options, settings.host(), settings.port());
      if (settings.security() == LdapSettings.Security.STARTTLS) {
        secure(connection, settings);
      }
      return connection;
    } catch (LDAPException e) {
      throw away(settings, e);
    }
  }

  private static void secure(LDAPConnection connection, LdapSettings settings)
      throws LDAPException {
    var result =
        connection.processExtendedOperation(
            new StartTLSExtendedRequest(Tls.context(settings.caFile(), null)));
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      connection.close();
      throw new LDAPException(result);
    }
  }

  private static ProductUnavailableException away(LdapSettings settings, LDAPException e) {
    String where = settings.host() + ":" + settings.port();
    String text = where + " can't be asked: " + e.getResultCode().getName();
    return new ProductUnavailableException(text, e);
  }

  private static Refusal refusal(LDAPException e) {
    boolean rights = e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    String said = e.getDiagnosticMessage() == null ? "" : ": " + e.getDiagnosticMessage();
    String text = "the directory says " + e.getResultCode().getName() + said;
    return new Refusal(rights ? "NOT_PERMITTED" : "LDAP_REFUSED", text);
  }
}
