package io.millrace.sdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a record of parameters. In a definition the parameter's name is the
 * component's in kebab case: {@code earlyInterval} is set as {@code early-interval}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {

  /** One sentence: what it does, with its unit. */
  String about();

  /** The default, written as in a definition; elements of a list are separated by commas. */
  String fallback();

  /** The least value allowed, written as in a definition; empty for none. */
  String min() default "";

  /** The greatest value allowed, written as in a definition; empty for none. */
  String max() default "";
}
