package org.rempart.connector.http;

import org.jspecify.annotations.Nullable;
import org.rempart.connector.Refusal;

/**
 * A token that is fetched when first needed and once more when the product no longer knows it. A
 * 401 means that the call was not carried out, so repeating it is safe.
 */
public final class Login {

  private final Fetch fetch;
  private @Nullable String token;

  public Login(Fetch fetch) {
    this.fetch = fetch;
  }

  /** Gets a token from the product. */
  public interface Fetch {
    String token() throws Refusal;
  }

  /** A call that carries the token. */
  public interface Call {
    HttpAnswer with(String token) throws Refusal;
  }

  /** Makes the call, if need be twice. */
  public HttpAnswer call(Call call) throws Refusal {
    String first = current();
    HttpAnswer answer = call.with(first);
    if (answer.status() != 401) {
      return answer;
    }
    forget(first);
    return call.with(current());
  }

  /** The token, if there is one; it is forgotten. */
  public synchronized @Nullable String end() {
    String last = token;
    token = null;
    return last;
  }

  private synchronized String current() throws Refusal {
    if (token == null) {
      token = fetch.token();
    }
    return token;
  }

  private synchronized void forget(String old) {
    if (old.equals(token)) {
      token = null;
    }
  }
}
