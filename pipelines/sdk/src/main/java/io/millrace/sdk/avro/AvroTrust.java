package io.millrace.sdk.avro;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro load the classes generated from our schemas.
 *
 * <p>Since 1.12.2 Avro refuses to load any class that it has not been told to trust. Trust is per
 * JVM, so every serialiser and decoder of ours asks for it from a static initialiser: a task
 * manager may meet any of them first.
 */
public final class AvroTrust {
  private static final Set<String> PACKAGES = new CopyOnWriteArraySet<>(Set.of("io.millrace."));

  static {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            before, type -> PACKAGES.stream().anyMatch(type.getName()::startsWith)));
  }

  private AvroTrust() {}

  /** Makes sure that our own packages are trusted. */
  public static void establish() {
    // The static initialiser has done it.
  }

  /** Trusts the package of a record class that a pipeline from elsewhere uses. */
  public static void trust(Class<?> recordClass) {
    if (SpecificRecord.class.isAssignableFrom(recordClass)) {
      PACKAGES.add(recordClass.getPackageName() + ".");
    }
  }
}
