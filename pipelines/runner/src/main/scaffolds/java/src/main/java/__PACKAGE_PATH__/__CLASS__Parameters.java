package __PACKAGE__;

import io.millrace.sdk.Parameter;

/** Parameters of {@code __NAME__}. */
public record __CLASS__Parameters(
    @Parameter(about = "The value that readings should not exceed.", fallback = "100")
        double limit) {}
