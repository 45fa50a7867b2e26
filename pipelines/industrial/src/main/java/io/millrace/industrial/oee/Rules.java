package io.millrace.industrial.oee;

/**
 * How elements are computed. Times are in us.
 *
 * @param byStates whether planned is what the states say, else what the calendar says
 * @param microStop stops shorter than this are production
 * @param believed for how long a state is believed that nothing confirms
 * @param goodUnlessSaid whether parts of which nothing is said are good
 */
record Rules(boolean byStates, long microStop, long believed, boolean goodUnlessSaid) {}
