package org.rempart.connector.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import org.rempart.connector.Order;
import org.rempart.connector.Parameters;
import org.rempart.connector.Refusal;

/** A mail whose Message-ID follows from the action's key, so that a repeat can be told as one. */
final class Letter extends MimeMessage {

  private final String messageId;

  private Letter(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  static Letter write(Session session, SmtpSettings settings, Order order)
      throws MessagingException, Refusal {
    Letter letter = new Letter(session, messageId(settings, order));
    letter.setFrom(new InternetAddress(settings.from(), true));
    letter.setRecipient(Message.RecipientType.TO, recipient(order));
    letter.setSubject(Parameters.required(order, "subject"), StandardCharsets.UTF_8.name());
    letter.setText(Parameters.required(order, "body"), StandardCharsets.UTF_8.name());
    letter.setSentDate(new Date());
    // RFC 3834: keeps holiday answers away.
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.saveChanges();
    return letter;
  }

  static String messageId(SmtpSettings settings, Order order) {
    String domain = settings.from().substring(settings.from().indexOf('@') + 1);
    UUID name = UUID.nameUUIDFromBytes(order.key().getBytes(StandardCharsets.UTF_8));
    return "<rempart." + name + "@" + domain + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static InternetAddress recipient(Order order) throws Refusal {
    try {
      return new InternetAddress(order.target().value(), true);
    } catch (MessagingException e) {
      throw new Refusal("BAD_ADDRESS", order.target() + " is not a mail address");
    }
  }
}
