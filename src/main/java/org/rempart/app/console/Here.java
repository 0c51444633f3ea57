package org.rempart.app.console;

import jakarta.servlet.http.HttpServletRequest;

/** Where a request is. */
final class Here {

  private Here() {}

  /** Path and query, to come back to. */
  static String of(HttpServletRequest request) {
    var query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /** Whether an address leads to a page of ours, not to somebody else's site. */
  static boolean isOurs(String address) {
    return address.matches("/(?![/\\\\])[^\\\\\\p{Cntrl}]*");
  }
}
