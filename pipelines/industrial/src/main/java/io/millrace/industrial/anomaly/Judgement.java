package io.millrace.industrial.anomaly;

/**
 * What the model says of a usable reading.
 *
 * @param expected the level of the readings before it
 * @param score calibrated, of all scorers together
 * @param levelScore calibrated, of the distance from the level alone; 0 if that is not scored
 * @param reached whether the score reaches the threshold, and is to be trusted yet
 * @param drifting whether the level has moved away from that of long ago
 */
record Judgement(
    double expected, double score, double levelScore, boolean reached, boolean drifting) {

  Judgement withDrift() {
    return new Judgement(expected, score, levelScore, reached, true);
  }
}
