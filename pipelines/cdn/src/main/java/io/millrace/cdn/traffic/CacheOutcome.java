package io.millrace.cdn.traffic;

import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;

/** What a cache status means for the ratios. */
enum CacheOutcome {
  /** Served from the cache, without asking the origin. */
  HIT,
  /** Served from the cache, after the origin said that it stands. */
  REVALIDATED,
  /** The cache would have served it, and had to fetch it. */
  MISS,
  /** Fetched past the cache. */
  PASSED,
  /** Made by the cache itself. */
  MADE,
  /** There was nothing to serve. */
  FAILED,
  /** The log does not say. */
  UNSAID;

  static CacheOutcome of(EdgeRequest request) {
    CacheStatus status = request.getCacheStatus();
    if (status == null) {
      return UNSAID;
    }
    return switch (status) {
      case HIT, STALE_HIT, COLLAPSED -> HIT;
      case REVALIDATED -> REVALIDATED;
      case MISS, EXPIRED_MISS -> MISS;
      case PASS, UNCACHEABLE -> PASSED;
      case SYNTHETIC -> MADE;
      case ERROR -> FAILED;
      case UNKNOWN -> UNSAID;
    };
  }

  /** Whether it is known if a body came from the origin for this request. */
  boolean knowsOriginOfBody() {
    return this != FAILED && this != UNSAID;
  }

  /** Whether no body came from the origin for this request. */
  boolean sparesBody() {
    return this == HIT || this == REVALIDATED || this == MADE;
  }

  /** Whether nothing at all came from the origin, though the log may not say so. */
  boolean sparesOrigin() {
    return this == HIT || this == MADE;
  }
}
