package io.millrace.cloud.cost;

/** By what a pool is distributed over items. */
public enum Weighting {
  /** What their own rows cost; nothing to items whose credits exceed their costs. */
  PROPORTIONAL,
  /** The same to each. */
  EVEN
}
