package io.millrace.simulators.edge;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Top;
import io.millrace.schemas.cdn.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** What a plain pipeline would make of requests, from the lines of log alone. */
final class EdgeResults {
  private EdgeResults() {}

  static List<GenericRecord> traffic(List<EdgeRequest> requests, Duration window) {
    List<GenericRecord> results = new ArrayList<>();
    grouped(requests, one -> one.getSite() + " " + one.getPop() + " " + start(one, window))
        .values()
        .forEach(members -> results.add(traffic(members, start(members.get(0), window), window)));
    return results;
  }

  private static GenericRecord traffic(List<EdgeRequest> members, long start, Duration window) {
    GenericRecord result = result(Traffic.getClassSchema(), start, window);
    Predicate<EdgeRequest> hit = is(CacheStatus.HIT);
    Predicate<EdgeRequest> miss = is(CacheStatus.MISS).or(is(CacheStatus.EXPIRED_MISS));
    Predicate<EdgeRequest> revalidated = is(CacheStatus.REVALIDATED);
    List<EdgeRequest> answered = members.stream().filter(is(CacheStatus.ERROR).negate()).toList();
    long bytes = sum(members, EdgeRequest::getResponseBytes);
    long fetched = sum(members, EdgeRequest::getOriginBytes);
    long cached = sum(answered, EdgeRequest::getBodyBytes);
    long spared =
        sum(answered.stream().filter(hit.or(revalidated)).toList(), EdgeRequest::getBodyBytes);
    long hits = members.stream().filter(hit).count();
    long misses = members.stream().filter(miss).count();
    result.put("site", members.get(0).getSite());
    result.put("pop", members.get(0).getPop());
    result.put("requests", (long) members.size());
    result.put("bytes", bytes);
    for (int hundreds = 1; hundreds <= 5; hundreds++) {
      int wanted = hundreds;
      long count = members.stream().filter(one -> one.getStatus() / 100 == wanted).count();
      result.put("status_" + hundreds + "xx", count);
    }
    result.put("hits", hits);
    result.put("misses", misses);
    result.put("revalidated", members.stream().filter(revalidated).count());
    result.put("hit_ratio", hits + misses == 0 ? null : (double) hits / (hits + misses));
    result.put("hit_bytes", answered.isEmpty() ? null : spared);
    result.put("cache_bytes", answered.isEmpty() ? null : cached);
    result.put("byte_hit_ratio", cached == 0 ? null : (double) spared / cached);
    result.put("edge_bytes", bytes);
    result.put("origin_bytes", fetched);
    result.put("offload", 1 - (double) fetched / bytes);
    return result;
  }

  static List<GenericRecord> topUrls(List<EdgeRequest> requests, Duration window, int most) {
    List<GenericRecord> results = new ArrayList<>();
    grouped(requests, one -> Long.toString(start(one, window)))
        .forEach(
            (start, members) -> {
              List<Map.Entry<String, List<EdgeRequest>>> urls =
                  new ArrayList<>(
                      grouped(members, one -> one.getRequestHost() + one.getPath()).entrySet());
              urls.sort(Comparator.comparingInt(url -> -url.getValue().size()));
              for (int i = 0; i < Math.min(most, urls.size()); i++) {
                GenericRecord row = result(Top.getClassSchema(), Long.parseLong(start), window);
                row.put("dimension", "url");
                row.put("rank", i + 1);
                row.put("item", urls.get(i).getKey());
                row.put("count", (long) urls.get(i).getValue().size());
                results.add(row);
              }
            });
    return results;
  }

  private static GenericRecord result(Schema schema, long start, Duration window) {
    GenericRecord result = new GenericData.Record(schema);
    result.put("window_start", start);
    result.put("window_end", start + window.toMillis() * 1_000);
    result.put("revision", 0);
    result.put("status", ResultStatus.FINAL);
    return result;
  }

  private static Map<String, List<EdgeRequest>> grouped(
      List<EdgeRequest> requests, Function<EdgeRequest, String> by) {
    return requests.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
  }

  private static long start(EdgeRequest request, Duration window) {
    long seconds = request.getEventTime().getEpochSecond();
    return (seconds - seconds % window.toSeconds()) * 1_000_000;
  }

  private static Predicate<EdgeRequest> is(CacheStatus status) {
    return request -> request.getCacheStatus() == status;
  }

  private static long sum(List<EdgeRequest> requests, ToLongFunction<EdgeRequest> bytes) {
    return requests.stream().mapToLong(bytes).sum();
  }
}
