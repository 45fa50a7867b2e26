package io.millrace.cloud.cost;

/** Who bears a row in one dimension. */
record Claim(String dimension, Bearer bearer) {}
