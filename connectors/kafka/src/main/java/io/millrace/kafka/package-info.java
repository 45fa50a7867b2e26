/**
 * Events from Kafka topics, and results, dead letters and late events to them. It is the only
 * package that knows Kafka's clients.
 */
package io.millrace.kafka;
