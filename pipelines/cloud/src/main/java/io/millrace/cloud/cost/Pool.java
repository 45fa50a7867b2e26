package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.CostBearer;

/** Costs that belong to no item of a dimension. */
public enum Pool {
  /** Rows that the parameters call shared. */
  SHARED(CostBearer.SHARED),
  /** The parts of commitments that nothing used. */
  IDLE(CostBearer.IDLE),
  /** Rows that name no item. */
  UNALLOCATED(CostBearer.UNALLOCATED);

  private final CostBearer kind;

  Pool(CostBearer kind) {
    this.kind = kind;
  }

  CostBearer kind() {
    return kind;
  }
}
