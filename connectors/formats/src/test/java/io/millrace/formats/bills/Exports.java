package io.millrace.formats.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.sdk.avro.RecordType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Reads exports of bills that are made up. */
final class Exports {
  private static final RecordType<FocusCharge> TYPE = RecordType.of(FocusCharge.class);

  private Exports() {}

  /** The records of a file: below its header, or each by itself. */
  static List<Decoded<FocusCharge>> decode(
      BillFormat.Layout layout, FieldMapping mapping, String file) {
    BillFormat format = new BillFormat(layout, mapping, ',', List.of());
    List<String> lines = file.lines().toList();
    try {
      boolean json = file.startsWith("{");
      Decoder<FocusCharge> decoder =
          json
              ? format.decoder(TYPE)
              : format.decoder(TYPE, format.cells(lines.get(0)), "bill.csv:1");
      List<Decoded<FocusCharge>> decoded = new ArrayList<>();
      for (int i = json ? 0 : 1; i < lines.size(); i++) {
        byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
        decoded.add(decoder.decode(RawRecord.inFile(line, "bill.csv", i + 1)));
      }
      return decoded;
    } catch (io.millrace.formats.BadRecordException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** The charges of a file of which every record is good. */
  static List<FocusCharge> read(BillFormat.Layout layout, String file) {
    return read(layout, FieldMapping.none(), file);
  }

  static List<FocusCharge> read(BillFormat.Layout layout, FieldMapping mapping, String file) {
    List<FocusCharge> charges = new ArrayList<>();
    for (Decoded<FocusCharge> decoded : decode(layout, mapping, file)) {
      assertThat(decoded).isInstanceOf(Decoded.Ok.class);
      charges.addAll(decoded.events());
    }
    return charges;
  }

  /** Why a file of one bad record is refused. */
  static String refusal(BillFormat.Layout layout, String file) {
    List<Decoded<FocusCharge>> decoded = decode(layout, FieldMapping.none(), file);
    assertThat(decoded).hasSize(1);
    assertThat(decoded.get(0)).isInstanceOf(Decoded.Bad.class);
    Decoded.Bad<FocusCharge> bad = (Decoded.Bad<FocusCharge>) decoded.get(0);
    return bad.code() + " " + bad.message();
  }

  static String sum(List<FocusCharge> charges, Function<FocusCharge, BigDecimal> cost) {
    return charges.stream()
        .map(cost)
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .stripTrailingZeros()
        .toPlainString();
  }
}
