package org.rempart.app.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rempart.app.security.Caller;
import org.rempart.core.response.Register;
import org.rempart.core.response.RegisterExport;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Sends the register as a file, to the console and over the API. */
@Component
public class RegisterDownload {

  private final Register register;
  private final RegisterExport export;

  RegisterDownload(Register register, RegisterExport export) {
    this.register = register;
    this.export = export;
  }

  /**
   * Answers a request with the caller's sites.
   *
   * @return false, and nothing sent, when there is no such format
   */
  public boolean send(String format, Caller caller, HttpServletResponse response)
      throws IOException {
    if (!format.equals("csv") && !format.equals("json")) {
      return false;
    }
    boolean csv = format.equals("csv");
    var file = ContentDisposition.attachment().filename("register." + format).build();
    response.setContentType(csv ? "text/csv;charset=UTF-8" : "application/json");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, file.toString());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    var containments = register.live(caller.sites());
    if (csv) {
      export.csv(containments, response.getOutputStream());
    } else {
      export.json(containments, response.getOutputStream());
    }
    return true;
  }
}
