package org.rempart.connector.unbound;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/** Asks the resolver over DNS, as its clients do: another path than its control program. */
final class Question {

  private final UnboundSettings settings;

  Question(UnboundSettings settings) {
    this.settings = settings;
  }

  /** What a client gets to hear. */
  enum Answer {
    /** There is no such name (NXDOMAIN, RFC 1035 section 4.1.1), or it has no address. */
    NO_ADDRESS,
    /** At least one address. */
    RESOLVES,
    /** Nothing, or that the question can't or must not be answered. */
    NO_ANSWER
  }

  /** Asks for the addresses of a name. */
  Answer ask(String name) {
    try {
      InitialDirContext context = new InitialDirContext(environment());
      try {
        // One type a question: for several at once the JDK asks for ANY, which resolvers shorten.
        boolean four = context.getAttributes(name + ".", new String[] {"A"}).size() > 0;
        boolean six = context.getAttributes(name + ".", new String[] {"AAAA"}).size() > 0;
        return four || six ? Answer.RESOLVES : Answer.NO_ADDRESS;
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      return Answer.NO_ADDRESS;
    } catch (NamingException e) {
      return Answer.NO_ANSWER;
    }
  }

  private Hashtable<String, String> environment() {
    String host =
        settings.dnsHost().contains(":") ? "[" + settings.dnsHost() + "]" : settings.dnsHost();
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://" + host + ":" + settings.dnsPort());
    long first = Math.max(1, settings.timeout().toMillis() / 3);
    // The second wait is twice the first.
    environment.put("com.sun.jndi.dns.timeout.initial", String.valueOf(first));
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
    return environment;
  }
}
