package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.csv.RowsFormat;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;

/**
 * Bills as clouds export them, for {@code cloud.FocusCharge} and schemas like it. Columns are known
 * by their letters and digits: {@code lineItem/UsageType} is {@code line_item_usage_type}.
 *
 * @param layout whose export it is
 * @param mapping constants and further columns for fields that the export does not say; its {@code
 *     time-format} and {@code zone}, where they are given, hold for the times of the export
 * @param delimiter what stands between two cells of a row
 * @param columns names of the columns, where no header says them; else empty
 */
public record BillFormat(Layout layout, FieldMapping mapping, char delimiter, List<String> columns)
    implements RowsFormat {

  public BillFormat {
    columns = List.copyOf(columns);
  }

  /** Whose export it is. */
  public enum Layout {
    /** Rows of FOCUS 1.0 to 1.3, as AWS, Microsoft, Google and Oracle write them. */
    FOCUS("focus", Framing.CSV_ROWS, FocusLayout::new),
    /** AWS Cost and Usage Reports, legacy and 2.0. */
    AWS_CUR("aws-cur", Framing.CSV_ROWS, AwsCurLayout::new),
    /** Azure cost and usage details, actual costs, of EA and MCA. */
    AZURE_COST("azure-cost", Framing.CSV_ROWS, () -> new AzureCostLayout("billed_cost")),
    /** The same, amortized costs. */
    AZURE_AMORTIZED(
        "azure-amortized", Framing.CSV_ROWS, () -> new AzureCostLayout("effective_cost")),
    /** Rows of Google's billing export to BigQuery, as JSON. */
    GCP_BILLING("gcp-billing", Framing.LINES, GcpBillingLayout::new),
    /** The same, flattened to CSV by a query. */
    GCP_BILLING_CSV("gcp-billing-csv", Framing.CSV_ROWS, GcpBillingLayout::new),
    /** Cost reports of Oracle Cloud Infrastructure in its own columns. */
    OCI_COST("oci-cost", Framing.CSV_ROWS, OciCostLayout::new);

    private final String formatName;
    private final Framing framing;
    private final Supplier<BillLayout> columns;

    Layout(String formatName, Framing framing, Supplier<BillLayout> columns) {
      this.formatName = formatName;
      this.framing = framing;
      this.columns = columns;
    }

    /** The name that definitions use. */
    public String formatName() {
      return formatName;
    }
  }

  @Override
  public String name() {
    return layout.formatName;
  }

  @Override
  public boolean readsByOrder() {
    return mapping.changesClocks();
  }

  @Override
  public Framing framing() {
    return layout.framing;
  }

  @Override
  public List<String> cells(String row) throws BadRecordException {
    return csv().cells(row);
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    if (layout.framing == Framing.LINES) {
      return new BillDecoder<>(type, layout.columns.get(), new JsonCells(), mapping);
    }
    return decoder(type, csv().requireColumns(), "The list of columns");
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(
      RecordType<T> type, List<String> header, String where) {
    BillLayout columns = layout.columns.get();
    HeaderCheck.check(columns, name(), header, where);
    return new BillDecoder<>(type, columns, new CsvCells(delimiter, header), mapping);
  }

  private CsvFormat csv() {
    return new CsvFormat(mapping, delimiter, columns);
  }
}
