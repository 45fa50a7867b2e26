package io.millrace.industrial.anomaly;

/**
 * What the model says of a usable reading.
 *
 * @param expected the level of the readings before it
 * @param score the evidence, ranked among the readings over the threshold before it
 * @param evidence calibrated, of all scorers together
 * @param levelScore calibrated, of the distance from the level alone; 0 if that is not scored
 * @param reached whether the score reaches the threshold, and is to be trusted yet
 * @param unusual whether the evidence reaches it, though it may be no news
 * @param drifting whether the level has moved away from that of long ago
 */
record Judgement(
    double expected,
    double score,
    double evidence,
    double levelScore,
    boolean reached,
    boolean unusual,
    boolean drifting) {

  Judgement withDrift() {
    return new Judgement(expected, score, evidence, levelScore, reached, unusual, true);
  }
}
