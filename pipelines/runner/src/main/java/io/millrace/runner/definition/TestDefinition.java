package io.millrace.runner.definition;

import io.millrace.runner.yaml.Place;
import java.util.List;
import java.util.Optional;

/**
 * One test of a definition: what happens, and what has to come of it.
 *
 * @param place where it begins
 * @param index its position among the tests of the definition, from 0
 * @param parameters those of the definition, and what the test sets otherwise; empty if it sets
 *     none
 * @param exact whether expected rows have to name all fields
 */
public record TestDefinition(
    String name,
    Place place,
    int index,
    List<TestStep> given,
    List<Expectation> expected,
    Optional<Record> parameters,
    boolean exact) {}
