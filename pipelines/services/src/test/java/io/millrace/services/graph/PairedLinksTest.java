package io.millrace.services.graph;

import static io.millrace.services.Spans.failed;
import static io.millrace.services.Spans.of;
import static io.millrace.services.Spans.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.LinkConnection;
import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedLinksTest {
  private static final Span ASKS = timed(of("1", "2", SpanKind.CLIENT, "shop", "alias"), 9);
  private static final Span ANSWERS = timed(of("2", "3", SpanKind.SERVER, "stock", null), 5);

  @Test
  void theTwoSidesOfACallArePaired() {
    // When
    List<LinkCall> calls = calls(ANSWERS, ASKS);

    // Then
    assertThat(calls)
        .extracting(
            LinkCall::getParent,
            LinkCall::getChild,
            LinkCall::getConnection,
            LinkCall::getClientNanos,
            LinkCall::getServerNanos)
        .containsExactly(tuple("shop", "stock", LinkConnection.DIRECT, 9L, 5L));
  }

  @Test
  void theTwoSidesMayShareOneId() {
    // Given
    Span answers = shared(of("1", "2", SpanKind.SERVER, "stock", null));

    // When
    List<LinkCall> calls = calls(answers, ASKS);

    // Then
    assertThat(calls).extracting(LinkCall::getChild).containsExactly("stock");
  }

  @Test
  void eachOfSeveralThatAnswerIsACall() {
    // Given
    Span retried = failed(of("2", "4", SpanKind.SERVER, "stock", null));

    // When
    List<LinkCall> calls = calls(ANSWERS, retried, ASKS);

    // Then
    assertThat(calls)
        .extracting(LinkCall::getChild, LinkCall::getError)
        .containsExactlyInAnyOrder(tuple("stock", false), tuple("stock", true));
  }

  @Test
  void aCallFailsWhereEitherSideDoes() {
    assertThat(calls(failed(ANSWERS), ASKS)).allMatch(LinkCall::getError);
    assertThat(calls(ANSWERS, failed(ASKS))).allMatch(LinkCall::getError);
    assertThat(calls(ANSWERS, ASKS)).noneMatch(LinkCall::getError);
  }

  @Test
  void aClientThatNobodyAnswersCallsWhomItNames() {
    // When
    List<LinkCall> calls = calls(ASKS);

    // Then
    assertThat(calls)
        .extracting(LinkCall::getChild, LinkCall::getConnection, LinkCall::getServerNanos)
        .containsExactly(tuple("alias", LinkConnection.VIRTUAL, null));
  }

  @Test
  void aClientThatNobodyAnswersAndThatNamesNobodyCallsNobody() {
    assertThat(calls(of("1", "2", SpanKind.CLIENT, "shop", null))).isEmpty();
  }

  @Test
  void aServerAtTheRootIsCalledByTheUser() {
    // When
    List<LinkCall> calls = calls(timed(of(null, "1", SpanKind.SERVER, "shop", null), 7));

    // Then
    assertThat(calls)
        .extracting(
            LinkCall::getParent,
            LinkCall::getChild,
            LinkCall::getConnection,
            LinkCall::getClientNanos,
            LinkCall::getServerNanos)
        .containsExactly(tuple("user", "shop", LinkConnection.VIRTUAL, null, 7L));
  }

  @Test
  void aServerWhoseClientWasLostIsCalledByNobodyKnown() {
    assertThat(calls(ANSWERS)).isEmpty();
  }

  @Test
  void aDatabaseIsNamedByPeerThenAddressThenDatabase() {
    // Given
    Span query = of("1", "2", SpanKind.CLIENT, "shop", null);
    Span named = Span.newBuilder(query).setDatabase("orders").build();
    Span addressed = Span.newBuilder(named).setPeerAddress("db.local").build();
    Span peered = Span.newBuilder(addressed).setPeerService("postgres").build();

    // When
    List<LinkCall> calls =
        List.of(calls(named), calls(addressed), calls(peered)).stream()
            .flatMap(List::stream)
            .toList();

    // Then
    assertThat(calls)
        .allMatch(call -> call.getConnection() == LinkConnection.DATABASE)
        .extracting(LinkCall::getChild)
        .containsExactly("orders", "db.local", "postgres");
  }

  @Test
  void aMessageIsPairedWithAllWhoConsumeIt() {
    // Given
    Span sent = of("1", "2", SpanKind.PRODUCER, "out", "mq");
    Span first = of("2", "3", SpanKind.CONSUMER, "in", null);
    Span second = of("2", "4", SpanKind.CONSUMER, "audit", null);

    // When
    List<LinkCall> calls = calls(sent, first, second);

    // Then
    assertThat(calls)
        .extracting(LinkCall::getChild, LinkCall::getConnection)
        .containsExactlyInAnyOrder(
            tuple("in", LinkConnection.MESSAGING), tuple("audit", LinkConnection.MESSAGING));
  }

  @Test
  void aSideWithoutAServiceIsNotLinked() {
    assertThat(calls(ASKS, of("2", "3", SpanKind.SERVER, null, null))).isEmpty();
  }

  private static Span timed(Span span, long nanos) {
    return Span.newBuilder(span).setDurationNanos(nanos).build();
  }

  private static List<LinkCall> calls(Span... spans) {
    return PairedLinks.of(TraceSpans.clean(List.of(spans)));
  }
}
