package io.millrace.simulators.bills;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Who bills.
 *
 * @param numbersRows whether its bills number their rows
 * @param saysContracted whether they say contracted costs
 * @param unused how they spell that nothing used a part of a commitment
 * @param support the service of which the whole account has to bear the cost; null for none
 */
record Provider(
    String name,
    String currency,
    String account,
    boolean numbersRows,
    boolean saysContracted,
    String unused,
    List<String> subAccounts,
    List<Product> products,
    Optional<Commitment> commitment,
    String support) {

  /**
   * What is sold by the unit.
   *
   * @param price of a unit, from the price list
   * @param negotiated part of it that is paid
   * @param usual units that a sub-account uses in a day
   */
  record Product(
      String service, String category, BigDecimal price, BigDecimal negotiated, int usual) {}

  /**
   * Units of the first product that are bought for every day, used or not.
   *
   * @param units a day
   * @param price of a unit
   * @param monthly whether it is paid by the month, and not once for all of the time
   */
  record Commitment(String id, BigDecimal units, BigDecimal price, boolean monthly) {}

  private static final Provider AWS =
      new Provider(
          "AWS",
          "USD",
          "1001",
          true,
          true,
          "Unused",
          List.of("shop", "data", "lab"),
          List.of(
              product("Amazon EC2", "Compute", "0.0832", "0.95", 400),
              product("Amazon S3", "Storage", "0.000767", "1", 9_000),
              product("Amazon RDS", "Databases", "0.171", "0.9", 48)),
          Optional.of(new Commitment("sp-1", decimal("1100"), decimal("0.0562"), true)),
          "AWS Support");
  private static final Provider MICROSOFT =
      new Provider(
          "Microsoft",
          "EUR",
          "2002",
          false,
          true,
          "UNUSED",
          List.of("office", "erp"),
          List.of(
              product("Virtual Machines", "Compute", "0.0937", "0.97", 260),
              product("Storage Accounts", "Storage", "0.00061", "1", 5_000)),
          Optional.of(new Commitment("ri-7", decimal("600"), decimal("0.0581"), false)),
          null);
  private static final Provider GOOGLE =
      new Provider(
          "Google Cloud",
          "USD",
          "3003",
          true,
          false,
          "Unused",
          List.of("maps", "training"),
          List.of(
              product("Compute Engine", "Compute", "0.0671", "1", 150),
              product("BigQuery", "Analytics", "6.25", "0.9", 3)),
          Optional.empty(),
          null);

  static final List<Provider> ALL = List.of(AWS, MICROSOFT, GOOGLE);

  private static Product product(
      String service, String category, String price, String negotiated, int usual) {
    return new Product(service, category, decimal(price), decimal(negotiated), usual);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
