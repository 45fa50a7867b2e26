package io.millrace.sdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the texts of a definition to a record of parameters, and describes such a record to users.
 */
public final class Parameters {
  private Parameters() {}

  /**
   * A parameter that can't be bound.
   *
   * @param name the parameter, in kebab case; empty if the problem is in how several go together
   */
  public record Problem(String name, ErrorCode code, String message) {}

  /**
   * One parameter as users see it; {@code min} and {@code max} are empty where there is no bound.
   *
   * @param type what may be written, in words
   */
  public record Description(
      String name, String type, String about, String fallback, String min, String max) {}

  /**
   * Binds values to the record.
   *
   * @param given values by parameter name; a list has several elements, every other type one
   * @param problems receives every problem found
   * @return the record, or empty if there was a problem
   */
  public static <P extends Record> Optional<P> bind(
      Class<P> type, Map<String, List<String>> given, List<Problem> problems) {
    int before = problems.size();
    Map<String, RecordComponent> components = components(type);
    for (String name : given.keySet()) {
      if (!components.containsKey(name)) {
        problems.add(
            new Problem(
                name,
                ErrorCode.UNKNOWN_KEY,
                "unknown parameter '" + name + "'" + Suggestions.of(name, components.keySet())));
      }
    }
    List<Object> arguments = new ArrayList<>();
    components.forEach(
        (name, component) -> arguments.add(argument(name, component, given.get(name), problems)));
    return problems.size() > before ? Optional.empty() : construct(type, arguments, problems);
  }

  /** Describes every parameter, in the order of the record. */
  public static List<Description> describe(Class<? extends Record> type) {
    List<Description> descriptions = new ArrayList<>();
    components(type)
        .forEach(
            (name, component) -> {
              Parameter about = component.getAnnotation(Parameter.class);
              String words = ParameterType.of(component.getGenericType()).words();
              descriptions.add(
                  new Description(
                      name, words, about.about(), about.fallback(), about.min(), about.max()));
            });
    return descriptions;
  }

  private static Map<String, RecordComponent> components(Class<? extends Record> type) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.isAnnotationPresent(Parameter.class)) {
        throw new IllegalArgumentException(component + " of " + type + " has no @Parameter");
      }
      String kebab = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      components.put(kebab, component);
    }
    return components;
  }

  private static Object argument(
      String name, RecordComponent component, List<String> given, List<Problem> problems) {
    Parameter about = component.getAnnotation(Parameter.class);
    boolean isList = component.getType() == List.class;
    List<String> texts = given;
    if (texts == null) {
      texts = isList ? split(about.fallback()) : List.of(about.fallback());
    }
    ParameterType type = ParameterType.of(component.getGenericType());
    if (!isList && texts.size() != 1) {
      problems.add(
          new Problem(name, ErrorCode.WRONG_TYPE, name + " is a list; expected " + type.words()));
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      Optional<? extends Comparable<?>> value = type.parse(text);
      if (value.isEmpty()) {
        String message = name + " is '" + text + "'; expected " + type.words();
        problems.add(new Problem(name, ErrorCode.WRONG_TYPE, message));
      } else if (!within(type, value.get(), about)) {
        String message = name + " is " + text + "; expected " + range(about);
        problems.add(new Problem(name, ErrorCode.OUT_OF_RANGE, message));
      } else {
        values.add(value.get());
      }
    }
    if (isList) {
      return List.copyOf(values);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static boolean within(ParameterType type, Comparable<?> value, Parameter about) {
    Comparable comparable = value;
    return (about.min().isEmpty()
            || comparable.compareTo(type.parse(about.min()).orElseThrow()) >= 0)
        && (about.max().isEmpty()
            || comparable.compareTo(type.parse(about.max()).orElseThrow()) <= 0);
  }

  private static String range(Parameter about) {
    if (about.max().isEmpty()) {
      return "at least " + about.min();
    }
    return about.min().isEmpty()
        ? "at most " + about.max()
        : "from " + about.min() + " to " + about.max();
  }

  private static List<String> split(String list) {
    return list.isEmpty() ? List.of() : Arrays.stream(list.split(",")).map(String::strip).toList();
  }

  private static <P extends Record> Optional<P> construct(
      Class<P> type, List<Object> arguments, List<Problem> problems) {
    Class<?>[] signature =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<P> constructor = type.getDeclaredConstructor(signature);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments.toArray()));
    } catch (InvocationTargetException refused) {
      // The compact constructor checks what one annotation can't say: how parameters go together.
      String message = refused.getCause().getMessage();
      problems.add(new Problem("", ErrorCode.OUT_OF_RANGE, message));
      return Optional.empty();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A type that a parameter may have; the element type for lists. */
  private record ParameterType(Class<?> type) {

    static ParameterType of(Type type) {
      if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
        return new ParameterType((Class<?>) list.getActualTypeArguments()[0]);
      }
      return new ParameterType((Class<?>) type);
    }

    String words() {
      if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
        return "a whole number";
      } else if (type == double.class || type == Double.class) {
        return "a number";
      } else if (type == boolean.class || type == Boolean.class) {
        return "true or false";
      } else if (type == Duration.class) {
        return Durations.EXPECTED;
      } else if (type.isEnum()) {
        return "one of " + String.join(", ", constants().keySet());
      }
      return "a text";
    }

    Optional<? extends Comparable<?>> parse(String text) {
      try {
        if (type == int.class || type == Integer.class) {
          return Optional.of(Integer.valueOf(text));
        } else if (type == long.class || type == Long.class) {
          return Optional.of(Long.valueOf(text));
        } else if (type == double.class || type == Double.class) {
          return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } else if (type == boolean.class || type == Boolean.class) {
          return text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
        } else if (type == Duration.class) {
          return Durations.parse(text);
        } else if (type.isEnum()) {
          return Optional.ofNullable((Comparable<?>) constants().get(text));
        } else if (type == String.class) {
          return Optional.of(text);
        }
      } catch (NumberFormatException notOne) {
        return Optional.empty();
      }
      throw new IllegalArgumentException("A parameter can't have the type " + type);
    }

    private Map<String, Object> constants() {
      Map<String, Object> constants = new LinkedHashMap<>();
      for (Object constant : type.getEnumConstants()) {
        String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        constants.put(name, constant);
      }
      return constants;
    }
  }
}
