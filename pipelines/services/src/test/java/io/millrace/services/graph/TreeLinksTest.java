package io.millrace.services.graph;

import static io.millrace.services.Spans.failed;
import static io.millrace.services.Spans.of;
import static io.millrace.services.Spans.shared;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases that Zipkin's own linker is held to, on traces of our own. */
class TreeLinksTest {
  private static final SpanKind CLIENT = SpanKind.CLIENT;
  private static final SpanKind SERVER = SpanKind.SERVER;
  private static final SpanKind PRODUCER = SpanKind.PRODUCER;
  private static final SpanKind CONSUMER = SpanKind.CONSUMER;

  /** A shop asks its stock, which asks a database that fails. */
  private static final Span ROOT = of(null, "1", SERVER, "shop", null);

  private static final Span ASKS = of("1", "2", CLIENT, "shop", "stock");
  private static final Span ANSWERS = shared(of("1", "2", SERVER, "stock", "shop"));
  private static final Span QUERY = failed(of("2", "3", CLIENT, "stock", "db"));

  private record Case(String name, List<Span> trace, String... links) {}

  private static Case when(String name, List<Span> trace, String... links) {
    return new Case(name, trace, links);
  }

  private static final List<Case> CASES =
      List.of(
          when("noSpansMakeNoLinks", List.of()),
          when(
              "spansAreLinkedThoughTheLastComesFirst",
              List.of(QUERY, ANSWERS, ASKS, ROOT),
              "shop>stock 1/0",
              "stock>db 1/1"),
          when(
              "aServerThatLostItsParentIdIsFoundByTheSharedId",
              List.of(shared(of(null, "2", SERVER, "stock", "shop")), ASKS, ROOT),
              "shop>stock 1/0"),
          when(
              "aParentIdThatOnlyTheClientSaysIsEnough",
              List.of(QUERY, ANSWERS, of(null, "2", CLIENT, "shop", "stock"), ROOT),
              "shop>stock 1/0",
              "stock>db 1/1"),
          when(
              "aServerWhoseClientWasLostIsLinkedByTheNameOfItsPeer",
              List.of(QUERY, shared(of(null, "2", SERVER, "stock", "shop")), ROOT),
              "shop>stock 1/0",
              "stock>db 1/1"),
          when(
              "aProducerWithoutABrokerDoesNotLink",
              List.of(of(null, "1", PRODUCER, "out", null), of("1", "2", CONSUMER, "in", "mq")),
              "mq>in 1/0"),
          when(
              "aConsumerWithoutABrokerDoesNotLink",
              List.of(of(null, "1", PRODUCER, "out", "mq"), of("1", "2", CONSUMER, "in", null)),
              "out>mq 1/0"),
          when(
              "messagesLinkThroughTheirBroker",
              List.of(of(null, "1", PRODUCER, "out", "mq"), of("1", "2", CONSUMER, "in", "mq")),
              "out>mq 1/0",
              "mq>in 1/0"),
          when(
              "brokersOfDifferentNamesStayApart",
              List.of(of(null, "1", PRODUCER, "out", "mq1"), of("1", "2", CONSUMER, "in", "mq2")),
              "out>mq1 1/0",
              "mq2>in 1/0"),
          when(
              "producerAndConsumerAreNeverLinkedDirectly",
              List.of(of(null, "1", PRODUCER, "out", null), of("1", "2", CONSUMER, "in", null))),
          when(
              "aServerBelowAProducerIsACall",
              List.of(of(null, "1", PRODUCER, "out", null), of("1", "2", SERVER, "in", null)),
              "out>in 1/0"),
          when(
              "aServerThatSharesTheIdOfAProducerIsACall",
              List.of(
                  of(null, "1", PRODUCER, "out", null), shared(of(null, "1", SERVER, "in", null))),
              "out>in 1/0"),
          when(
              "aConsumerBelowAClientIsNotLinked",
              List.of(of(null, "1", CLIENT, "out", null), of("1", "2", CONSUMER, "in", null))),
          when(
              "aLoneServerThatKnowsItsClientIsLinked",
              List.of(of(null, "1", SERVER, "in", "out")),
              "out>in 1/0"),
          when(
              "aLoneClientThatKnowsItsServerIsLinked",
              List.of(shared(of(null, "1", CLIENT, "out", "in"))),
              "out>in 1/0"),
          when(
              "callsOfOneLinkAreAddedUp",
              List.of(
                  of(null, "1", SERVER, "out", null),
                  of("1", "2", CLIENT, null, "in"),
                  of("1", "3", CLIENT, null, "in")),
              "out>in 2/0"),
          when(
              "twoSidesAreOneCall",
              List.of(of(null, "1", CLIENT, "out", null), of("1", "2", SERVER, "in", null)),
              "out>in 1/0"),
          when(
              "anErrorOfBothSidesIsOneError",
              List.of(
                  failed(of(null, "1", CLIENT, "out", null)),
                  failed(of("1", "2", SERVER, "in", null))),
              "out>in 1/1"),
          when(
              "anErrorOfBothSidesOfOneIdIsOneError",
              List.of(
                  failed(of(null, "1", CLIENT, "out", null)),
                  failed(shared(of(null, "1", SERVER, "in", null)))),
              "out>in 1/1"),
          when(
              "theServerKnowsItsNameBetterThanTheClient",
              List.of(of(null, "1", CLIENT, "out", "alias"), of("1", "2", SERVER, "in", null)),
              "out>in 1/0"),
          when(
              "aClientWithTwoServersMakesTwoCalls",
              List.of(
                  of(null, "1", CLIENT, "out", null),
                  failed(of("1", "2", SERVER, "in", "out")),
                  of("1", "3", SERVER, "in", "out")),
              "out>in 2/1"),
          when(
              "aClientWithTwoServersDefersItsNameToThem",
              List.of(
                  of(null, "1", CLIENT, "out", "in"),
                  of("1", "2", SERVER, "in", null),
                  of("1", "3", SERVER, "in", null)),
              "out>in 2/0"),
          when(
              "localSpansInBetweenArePassedOver",
              List.of(
                  of(null, "1", SERVER, "out", null),
                  of("1", "2", null, null, null),
                  of("2", "3", CLIENT, "in", null),
                  of("2", "4", CLIENT, "in", null)),
              "out>in 2/0"),
          when(
              "anErrorOfALinkThatWasNotTracedIsUnknown",
              List.of(
                  of(null, "1", SERVER, "out", null),
                  of("1", "2", null, null, null),
                  failed(of("2", "3", CLIENT, "in", null)),
                  failed(of("2", "4", CLIENT, "in", null))),
              "out>in 2/0"),
          when(
              "aClientUnderAnotherNameThanItsServerLinksBoth",
              List.of(
                  of(null, "1", SERVER, "a", null),
                  of("1", "2", null, null, null),
                  failed(of("2", "3", CLIENT, "b", "c")),
                  of("2", "4", CLIENT, "b", "c")),
              "a>b 2/0",
              "b>c 2/1"),
          when(
              "anErrorOfALoneClientCounts",
              List.of(failed(of("0", "1", CLIENT, "out", "in"))),
              "out>in 1/1"),
          when(
              "aServiceMayCallItselfSaysTheServer",
              List.of(of(null, "1", SERVER, "self", "self")),
              "self>self 1/0"),
          when(
              "aServiceMayCallItselfSaysTheClient",
              List.of(of(null, "1", CLIENT, "self", "self")),
              "self>self 1/0"),
          when(
              "withoutAKindWhoKnowsBothSidesIsTheClient",
              List.of(
                  of(null, "1", null, "a", "b"),
                  failed(of("1", "2", null, "b", "c")),
                  of("2", "3", null, "c", "d")),
              "a>b 1/0",
              "b>c 1/1",
              "c>d 1/0"),
          when("aServerWithoutNamesIsNotLinked", List.of(of(null, "1", SERVER, null, null))),
          when("aServerAloneIsNotLinked", List.of(of(null, "1", SERVER, "in", null))),
          when("aServerWithoutItsNameIsNotLinked", List.of(of(null, "1", SERVER, null, "out"))),
          when("aClientWithoutNamesIsNotLinked", List.of(of(null, "1", CLIENT, null, null))),
          when("aClientAloneIsNotLinked", List.of(of(null, "1", CLIENT, "out", null))),
          when("aClientWithoutItsNameIsNotLinked", List.of(of(null, "1", CLIENT, null, "in"))),
          when(
              "spansWhoseRootIsMissingAreNotLinkedToEachOther",
              List.of(of("0", "1", SERVER, "a", null), of("0", "2", SERVER, "b", null))),
          when(
              "parentAndChildAreLinkedThoughTheRootIsMissing",
              List.of(of("0", "1", SERVER, "a", null), of("1", "2", SERVER, "b", null)),
              "a>b 1/0"),
          when(
              "anErrorThatOnlyTheClientSawCounts",
              List.of(failed(of(null, "1", CLIENT, "a", null)), of("1", "2", SERVER, "b", null)),
              "a>b 1/1"),
          when(
              "aLostSpanBetweenTwoServicesIsFilledIn",
              List.of(of(null, "1", SERVER, "a", null), of("1", "2", CLIENT, "b", null)),
              "a>b 1/0"),
          when(
              "aSpanThatIsItsOwnParentIsNoTrap",
              List.of(of(null, "1", SERVER, "a", null), of("2", "2", SERVER, "b", null)),
              "a>b 1/0"),
          when(
              "spansInACircleAreNotReached",
              List.of(of("2", "1", SERVER, "a", null), of("1", "2", SERVER, "b", null))));

  @TestFactory
  Stream<DynamicTest> linksAsZipkinDoes() {
    return CASES.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name,
                    () -> {
                      for (int order = 0; order < 5; order++) {
                        // Given
                        List<Span> trace = new ArrayList<>(one.trace);
                        Collections.rotate(trace, order);

                        // When
                        List<String> links = links(trace);

                        // Then
                        assertThat(links).containsExactlyInAnyOrder(one.links);
                      }
                    }));
  }

  @Test
  void copiesOfASpanAreOneSpan() {
    // When
    List<String> links = links(List.of(ROOT, ASKS, ANSWERS, ANSWERS, QUERY, ASKS, QUERY));

    // Then
    assertThat(links).containsExactlyInAnyOrder("shop>stock 1/0", "stock>db 1/1");
  }

  @Test
  void aFormatWithoutKindsLinksWhereTheServiceChanges() {
    // Given
    List<Span> trace =
        Stream.of(
                of("root", "1", CLIENT, "a", null),
                of("1", "2", CLIENT, "a", null),
                of("2", "3", CLIENT, "b", null),
                of("3", "4", CLIENT, "b", null),
                of("4", "5", CLIENT, "a", null))
            .map(span -> Span.newBuilder(span).setKind(SpanKind.UNSPECIFIED).build())
            .toList();

    // When
    List<String> links = links(trace);

    // Then
    assertThat(links).containsExactlyInAnyOrder("a>b 1/0", "b>a 1/0");
  }

  @Test
  void durationsAreToldOfTheSidesThatWereSeen() {
    // Given
    Span asks = Span.newBuilder(ASKS).setDurationNanos(9L).build();
    Span answers = Span.newBuilder(ANSWERS).setDurationNanos(5L).build();
    Span query = Span.newBuilder(QUERY).setDurationNanos(3L).build();

    // When
    List<LinkCall> calls = TreeLinks.of(TraceSpans.clean(List.of(ROOT, asks, answers, query)));

    // Then
    assertThat(calls)
        .extracting(LinkCall::getChild, LinkCall::getClientNanos, LinkCall::getServerNanos)
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("stock", 9L, 5L),
            org.assertj.core.api.Assertions.tuple("db", 3L, null));
  }

  private static List<String> links(List<Span> trace) {
    Map<String, int[]> counts = new TreeMap<>();
    for (LinkCall call : TreeLinks.of(TraceSpans.clean(trace))) {
      int[] count =
          counts.computeIfAbsent(call.getParent() + ">" + call.getChild(), none -> new int[2]);
      count[0]++;
      count[1] += call.getError() ? 1 : 0;
    }
    List<String> links = new ArrayList<>();
    counts.forEach((link, count) -> links.add(link + " " + count[0] + "/" + count[1]));
    return links;
  }
}
