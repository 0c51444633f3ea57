package org.rempart.connector.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;
import org.rempart.connector.http.Tls;

/** Hands mails to a mail server. What becomes of them afterwards can't be known. */
public final class SmtpConnector implements Connector {

  private final SmtpSettings settings;

  /** Made once: finding mail's providers on the class path costs more than sending a mail. */
  private @Nullable Session session;

  public SmtpConnector(SmtpSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return "SMTP (RFC 5321)";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer(Capability.SEND_MAIL, TargetKind.MAIL_ADDRESS, Assurance.BLIND, false, 1));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(batch, this::send);
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    String text = "a mail that was handed over can't be read back";
    return Proof.all(batch, Proof.Result.UNKNOWN, Instant.now(), text);
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(
        batch, r -> new Refusal("NOT_REVERSIBLE", "a mail can't be called back").of(r.order()));
  }

  @Override
  public Health health() {
    return OneByOne.health(
        () -> {
          try (Transport transport = connected(session())) {
            return "mail server " + place() + " takes mail by " + settings.security();
          } catch (MessagingException e) {
            throw new ProductUnavailableException(place() + " hung up", e);
          }
        });
  }

  private Outcome send(Order order) throws Refusal {
    Session session = session();
    Letter letter = letter(session, order);
    try (Transport transport = connected(session)) {
      deliver(transport, letter, order);
    } catch (MessagingException e) {
      // Only saying goodbye failed: the server has taken the mail.
    }
    return new Outcome.Done(order.key(), Map.of(), Letter.messageId(settings, order));
  }

  private Letter letter(Session session, Order order) throws Refusal {
    try {
      return Letter.write(session, settings, order);
    } catch (MessagingException e) {
      throw new Refusal("BAD_MAIL", "the mail can't be written: " + e.getMessage());
    }
  }

  private Transport connected(Session session) throws Refusal {
    try {
      Transport transport = session.getTransport("smtp");
      String user = settings.user().isEmpty() ? null : settings.user();
      String password = user == null ? null : settings.password().orElseThrow().read();
      transport.connect(settings.host(), settings.port(), user, password);
      return transport;
    } catch (AuthenticationFailedException e) {
      throw new Refusal("NOT_AUTHENTICATED", place() + " did not take user and password");
    } catch (MessagingException e) {
      throw new ProductUnavailableException(place() + ": " + e.getMessage(), e);
    }
  }

  private void deliver(Transport transport, Letter letter, Order order) throws Refusal {
    try {
      transport.sendMessage(letter, letter.getAllRecipients());
    } catch (MessagingException e) {
      int code = code(e);
      if (code >= 500) {
        throw new Refusal("MAIL_REFUSED", place() + " refused " + order.target() + ": " + code);
      }
      if (code >= 400) {
        throw new ProductUnavailableException(place() + " asked to come back: " + code, e);
      }
      throw new OutcomeUnknownException(place() + " fell silent while it took a mail", e);
    }
  }

  /** The server's reply code, or 0 when there was none. */
  private static int code(MessagingException e) {
    for (Exception next = e; next != null; next = following(next)) {
      if (next instanceof SMTPAddressFailedException address) {
        return address.getReturnCode();
      }
      if (next instanceof SMTPSendFailedException sending && sending.getReturnCode() >= 400) {
        return sending.getReturnCode();
      }
    }
    return 0;
  }

  private static @Nullable Exception following(Exception e) {
    return e instanceof MessagingException m ? m.getNextException() : null;
  }

  private synchronized Session session() {
    if (session == null || settings.caFile() != null) {
      // An authority's file is read anew each time, as it may have been renewed.
      session = opened();
    }
    return session;
  }

  private Session opened() {
    String millis = String.valueOf(settings.timeout().toMillis());
    Properties p = new Properties();
    p.put("mail.smtp.connectiontimeout", millis);
    p.put("mail.smtp.timeout", millis);
    p.put("mail.smtp.writetimeout", millis);
    p.put("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
    p.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.security()) {
      case TLS -> p.put("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        p.put("mail.smtp.starttls.enable", "true");
        p.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> {}
    }
    if (settings.caFile() != null) {
      p.put("mail.smtp.ssl.socketFactory", Tls.context(settings.caFile(), null).getSocketFactory());
    }
    return Session.getInstance(p);
  }

  private String place() {
    return settings.host() + ":" + settings.port();
  }
}
