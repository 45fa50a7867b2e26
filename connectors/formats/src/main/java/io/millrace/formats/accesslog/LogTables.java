package io.millrace.formats.accesslog;

import java.util.List;

/** The tables of layouts whose fields have names, after the documentation of their makers. */
final class LogTables {
  /**
   * Logpush, dataset http_requests. How long a request took is not read: the two times that say it
   * have a resolution of a second by default.
   */
  static final LogTable CLOUDFLARE =
      new LogTable()
          .rule(Meanings.START, "EdgeStartTimestamp")
          .rule(Meanings.REQUEST_ID, "RayID")
          .rule(Meanings.SITE, "ZoneName", "ClientRequestHost")
          .rule(Meanings.POP, "EdgeColoCode")
          .rule(Meanings.CLIENT, "ClientIP")
          .rule(Meanings.COUNTRY, "ClientCountry")
          .rule(Meanings.PROTOCOL, "ClientRequestProtocol")
          .rule(Meanings.METHOD, "ClientRequestMethod")
          .rule(Meanings.TARGET, "ClientRequestPath", "ClientRequestURI")
          .rule(Meanings.REQUEST_HOST, "ClientRequestHost")
          .rule(Meanings.REFERRER, "ClientRequestReferer")
          .rule(Meanings.USER_AGENT, "ClientRequestUserAgent")
          .rule(Meanings.STATUS, "EdgeResponseStatus")
          .rule(Meanings.SENT_BYTES, "EdgeResponseBytes")
          .rule(Meanings.BODY_BYTES, "EdgeResponseBodyBytes")
          .rule(Meanings.CACHE, "CacheCacheStatus")
          .rule(Meanings.firstByte(3), "EdgeTimeToFirstByteMs");

  /** DataStream 2, delivery; texts are percent-encoded, and proto is HTTP or HTTPS alone. */
  static final LogTable AKAMAI =
      new LogTable()
          .rule(Meanings.START, "reqTimeSec")
          .rule(Meanings.REQUEST_ID, "reqId")
          .rule(Meanings.SERVICE, "cp")
          .rule(Meanings.NODE, "edgeIP")
          .rule(Meanings.CLIENT, "cliIP")
          .rule(Meanings.COUNTRY, "country")
          .rule(Meanings.METHOD, "reqMethod")
          .rule(Meanings.TARGET, "reqPath")
          .rule(Meanings.REQUEST_HOST, "reqHost")
          .rule(Meanings.FORM_REFERRER, "referer")
          .rule(Meanings.FORM_AGENT, "UA")
          .rule(Meanings.STATUS, "statusCode")
          .rule(Meanings.SENT_BYTES, "totalBytes")
          .rule(Meanings.BODY_BYTES, "bytes")
          .rule(Meanings.CACHE_FLAG, "cacheStatus")
          .rule(Meanings.firstByte(3), "timeToFirstByte");

  /** Real-time logs of CloudFront; the timestamp is that of the end of the response. */
  static final LogTable CLOUDFRONT_REALTIME =
      new LogTable()
          .rule(Meanings.END, "timestamp")
          .rule(Meanings.total(0), "time-taken")
          .rule(Meanings.firstByte(0), "time-to-first-byte")
          .rule(Meanings.REQUEST_ID, "x-edge-request-id")
          .rule(Meanings.SITE, "cs-host")
          .rule(Meanings.POP, "x-edge-location")
          .rule(Meanings.CLIENT, "c-ip")
          .rule(Meanings.COUNTRY, "c-country")
          .rule(Meanings.PROTOCOL, "cs-protocol-version")
          .rule(Meanings.METHOD, "cs-method")
          .rule(Meanings.TARGET, "cs-uri-stem")
          .rule(Meanings.REQUEST_HOST, "x-host-header")
          .rule(Meanings.ENCODED_REFERRER, "cs-referer")
          .rule(Meanings.ENCODED_AGENT, "cs-user-agent")
          .rule(Meanings.STATUS, "sc-status")
          .rule(Meanings.SENT_BYTES, "sc-bytes")
          .rule(Meanings.CONTENT_LENGTH, "sc-content-len")
          .rule(Meanings.CACHE, "x-edge-result-type");

  /** The members that Istio gives Envoy's JSON, which has none of its own. */
  static final LogTable ENVOY =
      new LogTable()
          .rule(Meanings.START, "start_time")
          .rule(Meanings.REQUEST_ID, "request_id")
          .rule(Meanings.SITE, "authority")
          .rule(Meanings.CLIENT, "downstream_remote_address")
          .rule(Meanings.PROTOCOL, "protocol")
          .rule(Meanings.METHOD, "method")
          .rule(Meanings.TARGET, "path")
          .rule(Meanings.REQUEST_HOST, "authority")
          .rule(Meanings.USER_AGENT, "user_agent")
          .rule(Meanings.STATUS, "response_code")
          .rule(Meanings.BODY_BYTES, "bytes_sent")
          .rule(Meanings.total(3), "duration");

  /** Traefik's JSON; durations are in ns. */
  static final LogTable TRAEFIK =
      new LogTable()
          .rule(Meanings.START, "StartUTC", "StartLocal")
          .rule(Meanings.SITE, "RequestHost")
          .rule(Meanings.CLIENT, "ClientHost", "ClientAddr")
          .rule(Meanings.PROTOCOL, "RequestProtocol")
          .rule(Meanings.METHOD, "RequestMethod")
          .rule(Meanings.TARGET, "RequestPath")
          .rule(Meanings.REQUEST_HOST, "RequestAddr", "RequestHost")
          .rule(Meanings.REFERRER, "request_Referer")
          .rule(Meanings.USER_AGENT, "request_User-Agent")
          .rule(Meanings.STATUS, "DownstreamStatus")
          .rule(Meanings.BODY_BYTES, "DownstreamContentSize")
          .rule(Meanings.total(9), "Duration");

  /** Caddy 2; the time is that of the end of the request, durations are in s. */
  static final LogTable CADDY =
      new LogTable()
          .rule(Meanings.END, "ts")
          .rule(Meanings.total(0), "duration")
          .rule(Meanings.SITE, "request.host")
          .rule(Meanings.CLIENT, "request.client_ip", "request.remote_ip", "request.remote_addr")
          .rule(Meanings.PROTOCOL, "request.proto")
          .rule(Meanings.METHOD, "request.method")
          .rule(Meanings.TARGET, "request.uri")
          .rule(Meanings.REQUEST_HOST, "request.host")
          .rule(Meanings.REFERRER, "request.headers.Referer")
          .rule(Meanings.USER_AGENT, "request.headers.User-Agent")
          .rule(Meanings.STATUS, "status")
          .rule(Meanings.BODY_BYTES, "size");

  /**
   * The 40 fields that real-time logs of CloudFront had at first, in the order in which all are.
   */
  static final List<String> CLOUDFRONT_COLUMNS =
      List.of(
          ("timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host"
                  + " cs-uri-stem cs-bytes x-edge-location x-edge-request-id x-host-header"
                  + " time-taken cs-protocol-version c-ip-version cs-user-agent cs-referer"
                  + " cs-cookie cs-uri-query x-edge-response-result-type x-forwarded-for"
                  + " ssl-protocol ssl-cipher x-edge-result-type fle-encrypted-fields fle-status"
                  + " sc-content-type sc-content-len sc-range-start sc-range-end c-port"
                  + " x-edge-detailed-result-type c-country cs-accept-encoding cs-accept"
                  + " cache-behavior-path-pattern cs-headers cs-header-names cs-headers-count")
              .split(" "));

  private LogTables() {}
}
