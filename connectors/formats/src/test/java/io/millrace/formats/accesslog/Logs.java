package io.millrace.formats.accesslog;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.accesslog.AccessLogFormat.Layout;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines of logs, and what becomes of them. */
final class Logs {
  static {
    AvroTrust.establish();
  }

  static final String COMBINED =
      "10.0.0.7 - jane [10/Oct/2000:13:55:36 -0700] \"GET /a%20b.gif?x=1 HTTP/1.0\" 200 2326"
          + " \"http://example.org/start\" \"Mozilla/4.08 [en] (Win98; \\\"I\\\" ;Nav)\"";
  static final String NASA =
      "pppa006.compuserve.com\t-\t807256800\tGET\t/images/launch-logo.gif\t200\t1713\t\t";
  static final String CLOUDFRONT =
      "2024-01-16\t23:56:42\tCMH68-P2\t214182\t1.2.3.4\tGET\td1.cloudfront.net\t/a.crate\t200\t-"
          + "\tcargo%201.74.0\t-\t-\tHit\teGC6x==\tstatic.crates.io\thttps\t97\t0.017\t-\tTLSv1.3"
          + "\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t54298\t0.012\tHit\tapplication/gzip"
          + "\t213479\t-\t-";
  static final String FASTLY =
      "<134>2025-10-26T23:57:34Z cache-bfi-kbfi7400083 s3-request-logs[257678]: {\"bytes\":87113,"
          + "\"date_time\":\"2025-10-26T23:57:34.892608199Z\",\"host\":\"static.crates.io\","
          + "\"http\":{\"protocol\":\"HTTP/1.1\",\"referer\":null,\"useragent\":\"Bazel 7\"},"
          + "\"ip\":\"192.0.2.1\",\"method\":\"GET\",\"service\":\"crates\",\"status\":200,"
          + "\"response_state\":\"HIT-CLUSTER\",\"time_to_first_byte\":0.25,"
          + "\"url\":\"https://static.crates.io/crates/rand/0.8.5/download?x\",\"tags\":[1]}";

  private Logs() {}

  static Decoder<EdgeRequest> decoder(Layout layout) {
    return new AccessLogFormat(layout, FieldMapping.none()).decoder(EdgeRequest.class);
  }

  /** What becomes of the lines of one file. */
  static List<Decoded<EdgeRequest>> file(Layout layout, String... lines) {
    Decoder<EdgeRequest> decoder = decoder(layout);
    List<Decoded<EdgeRequest>> decoded = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      decoded.add(decoder.decode(RawRecord.inFile(bytes(lines[i]), "www.log", i + 1)));
    }
    return decoded;
  }

  static RawRecord onKafka(String line) {
    Position position = new Position.InTopic("logs", 0, 0);
    return new RawRecord(
        bytes(line), null, List.of(), position, RawRecord.NO_TIME, RawRecord.NO_TIME);
  }

  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
