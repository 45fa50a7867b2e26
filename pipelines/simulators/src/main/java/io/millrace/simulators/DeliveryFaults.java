package io.millrace.simulators;

/** How often something happens to an event on its way, as shares of all events. */
public record DeliveryFaults(double duplicates, double correcting, double late, double malformed) {
  /** None of it. */
  public static final DeliveryFaults NONE = new DeliveryFaults(0, 0, 0, 0);

  /** A few in a thousand of each. */
  public static final DeliveryFaults SOME = new DeliveryFaults(0.005, 0.005, 0.002, 0.001);

  public DeliveryFaults {
    if (duplicates < 0 || correcting < 0 || late < 0 || malformed < 0) {
      throw new IllegalArgumentException("A share of faults is negative");
    }
    if (duplicates + correcting + late + malformed > 1) {
      throw new IllegalArgumentException("The shares of faults add up to more than 1");
    }
  }
}
