/**
 * Events from Kafka topics; results, dead letters and late events to them, and dead letters back.
 * It is the only package that knows Kafka's clients.
 */
package io.millrace.kafka;
