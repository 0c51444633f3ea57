package org.rempart.app.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditExport;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Sends an export of the audit while it is read. When that breaks off, the file lacks its last
 * line, which the check finds.
 */
@Component
public class AuditDownload {

  /** Newline-delimited JSON; not registered with IANA, but what everybody uses. */
  public static final String NDJSON = "application/x-ndjson";

  private static final int BUFFER_BYTES = 1 << 16;

  private final AuditExport export;

  AuditDownload(AuditExport export) {
    this.export = export;
  }

  /** Answers a request with the export. */
  public void send(AuditExport.Range range, Actor actor, HttpServletResponse response)
      throws IOException {
    var stretch = export.settle(range);
    var file = ContentDisposition.attachment().filename(stretch.fileName()).build();
    response.setContentType(NDJSON);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, file.toString());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    export.write(
        stretch, actor, new BufferedOutputStream(response.getOutputStream(), BUFFER_BYTES));
  }
}
