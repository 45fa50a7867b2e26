/**
 * The archive: records of Kafka topics as they were, on files, for replay beyond Kafka's retention.
 *
 * <p>{@code PATH/TOPIC/PARTITION/BLOCK/*.avro}: Avro object container files of {@code
 * platform.ArchivedRecord}. A block is the first of a million offsets, in twenty digits. Each
 * record says behind which offset it follows, so that what is missing shows: offsets alone do not
 * tell a lost record from a transaction's marker. A file {@code
 * PATH/TOPIC/PARTITION/START-END.empty} says that there is no record from START to before END.
 */
package io.millrace.files.archive;
