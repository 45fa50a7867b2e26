package io.millrace.simulators.mesh;

import io.millrace.simulators.mesh.Step.Call;
import io.millrace.simulators.mesh.Step.External;
import io.millrace.simulators.mesh.Step.Local;
import io.millrace.simulators.mesh.Step.Message;
import io.millrace.simulators.mesh.Step.Query;
import java.util.List;

/** The call graph that is simulated: a shop of eight services. */
final class Shop {
  private static final Operation ITEMS =
      Operation.of("catalog", "ListItems", 6_000, new Query("items"));
  private static final Operation ITEM =
      Operation.of("catalog", "GetItem", 3_000, new Query("items"));
  private static final Operation SIMILAR =
      Operation.of("recommendation", "ListSimilar", 9_000, new Call(ITEMS));
  private static final Operation CART = Operation.of("cart", "GetCart", 2_000, new Query("carts"));
  private static final Operation QUOTE = Operation.of("shipping", "Quote", 4_000);
  private static final Operation CHARGE =
      Operation.of("payment", "Charge", 8_000, new External("bank"));
  private static final Operation CONFIRM = Operation.of("mailer", "orders process", 20_000);
  private static final Operation SCREEN =
      Operation.of("fraud", "orders process", 12_000, new Query("cases"));

  /**
   * What clients ask for.
   *
   * @param share of all requests
   * @param sampled the probability with which a request's spans are sent, known at its head
   */
  record Entry(Operation operation, double share, double sampled) {}

  static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              Operation.of("frontend", "GET /", 5_000, new Call(ITEMS), new Call(CART)), 0.5, 0.25),
          new Entry(
              Operation.of("frontend", "GET /items/{id}", 7_000, new Call(ITEM), new Call(SIMILAR)),
              0.35,
              0.4),
          new Entry(
              Operation.of(
                  "frontend",
                  "POST /orders",
                  10_000,
                  new Call(CART),
                  new Local("reserve", List.of(new Call(QUOTE), new Call(CHARGE))),
                  new Message("orders", List.of(CONFIRM, SCREEN))),
              0.15,
              1));

  /** Services that others wait for. */
  static final List<String> ASKED = List.of("catalog", "recommendation", "cart", "payment");

  /** Hosts of each service. */
  static final int HOSTS = 2;

  private Shop() {}

  static String host(String service, int number) {
    return service + "-" + (number + 1);
  }
}
