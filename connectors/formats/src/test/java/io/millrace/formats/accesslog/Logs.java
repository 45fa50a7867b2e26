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
import java.util.Map;

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

  static final String NGINX_MAIN =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" \"$http_x_forwarded_for\"";

  static final String CLOUDFRONT_REALTIME =
      "1700000000.250\t192.0.2.9\t0.100\t200\t1500\tGET\thttps\td1.cloudfront.net\t/a.js?v=2\t80"
          + "\tFRA56-P1\tIdOfIt==\twww.example.org\t0.250\tHTTP/2.0\tIPv4\tcurl/8%20(x)"
          + "\thttps://example.org/\t-\tv=2\tMiss\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tMiss\t-"
          + "\t-\ttext/javascript\t1200\t-\t-\t50000\tMiss\tDE\tgzip,%20br\t*/*\t*"
          + "\thost:www.example.org%0A\thost%0A\t1";

  static final String CLOUDFLARE =
      """
      {"ClientCountry":"de","ClientIP":"2001:db8::7","ClientRequestHost":"www.example.org",
      "ClientRequestMethod":"GET","ClientRequestProtocol":"HTTP/2","ClientRequestURI":"/a?b=c",
      "ClientRequestUserAgent":"curl/8","EdgeColoCode":"FRA","CacheCacheStatus":"hit",
      "EdgeEndTimestamp":"2026-01-31T12:00:01Z","EdgeResponseBytes":900,
      "EdgeResponseBodyBytes":700,"EdgeResponseStatus":200,"EdgeTimeToFirstByteMs":31,
      "EdgeStartTimestamp":"2026-01-31T12:00:00Z","RayID":"7d0c"}\
      """
          .replace("\n", "");

  static final String AKAMAI =
      """
      {"version":2,"streamId":"5001","cp":"123456","reqId":"1239f220","reqTimeSec":"1573840000",
      "bytes":"4995","cliIP":"192.0.2.68","statusCode":"206","proto":"HTTPS",
      "reqHost":"test.example.org","reqMethod":"GET","reqPath":"/path1/file.ext",
      "UA":"Mozilla%2F5.0+%28X11%29","totalBytes":"5227","timeToFirstByte":"14",
      "referer":"https%3A%2F%2Fexample.org%2Fstart","edgeIP":"203.0.113.3","country":"IN",
      "cacheStatus":"1"}\
      """
          .replace("\n", "");

  static final String HAPROXY =
      "Feb  6 12:14:14 localhost haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655]"
          + " http-in~ static/srv1 10/0/30/69/119 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {}"
          + " \"GET /index.html?x HTTP/1.1\"";

  static final String ENVOY =
      "[2016-04-15T20:17:00.310Z] \"POST /api/v1/locations HTTP/2\" 204 - 154 0 226 100"
          + " \"10.0.35.28\" \"nsq2http\" \"cc21d9b0-cf5c\" \"locations\" \"tcp://10.0.2.1:80\"";

  static final String TRAEFIK =
      "192.0.2.6 - - [22/Mar/2018:18:07:49 +0000] \"GET /d?e HTTP/1.1\" 200 612 \"-\" \"UA\" 3"
          + " \"web@docker\" \"http://10.0.0.2:80\" 12ms";

  static final String CADDY =
      """
      {"level":"info","ts":1646861401.5241024,"logger":"http.log.access","msg":"handled request",
      "request":{"remote_ip":"127.0.0.1","remote_port":"41342","client_ip":"192.0.2.4",
      "proto":"HTTP/2.0","method":"GET","host":"localhost:8443","uri":"/a?b",
      "headers":{"User-Agent":["curl/7.82.0"],"Accept":["*/*"]}},"bytes_read":0,"user_id":"",
      "duration":0.5241024,"size":10900,"status":200,"resp_headers":{"Server":["Caddy"]}}\
      """
          .replace("\n", "");

  /** A line of every layout. */
  static final Map<Layout, String> GOOD =
      Map.ofEntries(
          Map.entry(
              Layout.COMMON, "h - - [01/Aug/1995:00:00:01 -0400] \"GET / HTTP/1.0\" 200 1839"),
          Map.entry(Layout.COMBINED, COMBINED),
          Map.entry(Layout.VHOST_COMBINED, "www.example.org:443 " + COMBINED),
          Map.entry(Layout.LOG_FORMAT, COMBINED + " \"203.0.113.1\""),
          Map.entry(Layout.NASA_TSV, NASA),
          Map.entry(Layout.CLOUDFRONT, CLOUDFRONT),
          Map.entry(Layout.CLOUDFRONT_REALTIME, CLOUDFRONT_REALTIME),
          Map.entry(Layout.FASTLY_JSON, FASTLY),
          Map.entry(Layout.CLOUDFLARE, CLOUDFLARE),
          Map.entry(Layout.AKAMAI_DS2, AKAMAI),
          Map.entry(Layout.HAPROXY, HAPROXY),
          Map.entry(Layout.ENVOY, ENVOY),
          Map.entry(Layout.TRAEFIK, TRAEFIK),
          Map.entry(Layout.CADDY, CADDY));

  private Logs() {}

  /** A decoder of a layout; of lines of nginx's {@code main} for a format string. */
  static Decoder<EdgeRequest> decoder(Layout layout) {
    return new AccessLogFormat(layout, FieldMapping.none(), List.of(), NGINX_MAIN)
        .decoder(EdgeRequest.class);
  }

  static Decoder<EdgeRequest> ofFormatString(String format) {
    return new AccessLogFormat(Layout.LOG_FORMAT, FieldMapping.none(), List.of(), format)
        .decoder(EdgeRequest.class);
  }

  /** What a user is warned of, each as kind and detail. */
  static List<String> warnings(Decoded<EdgeRequest> decoded) {
    return ((Decoded.Ok<EdgeRequest>) decoded)
        .warnings().stream().map(one -> one.kind().label() + " " + one.detail()).toList();
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
