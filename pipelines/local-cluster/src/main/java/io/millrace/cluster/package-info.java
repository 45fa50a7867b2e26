/**
 * A small distributed system on one Linux machine: a Kafka broker, a PostgreSQL server and a Flink
 * cluster of several processes, all from Maven Central, for demonstrations and tests. It is no part
 * of the jar that is submitted, and knows nothing of pipelines.
 */
package io.millrace.cluster;
