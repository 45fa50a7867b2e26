package io.millrace.simulators.cluster;

/**
 * What a user asks for. Times are in s since 1970-01-01T00:00:00Z, lengths in s.
 *
 * @param announced the id in the event of the submission: of the job, or of all tasks of an array
 * @param user null where the events do not say it
 * @param told whether events tell how many processors it has
 * @param limit for how long it may run, as far as the scheduler knows
 * @param run for how long it would run; at most the limit
 * @param patience after so long in the queue it is cancelled
 * @param outcome the state in which it ends if it runs undisturbed
 */
record Request(
    String id,
    String announced,
    String user,
    String account,
    String queue,
    String qos,
    int processors,
    boolean told,
    long submit,
    long limit,
    long run,
    long patience,
    String outcome) {}
