package io.millrace.runner.diff.report;

import io.millrace.runner.diff.compare.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/** Draws a plot: A as a line, B dashed, and a dot on each where they differ. */
final class PlotSvg {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 210;
  private static final int LEFT = 76;
  private static final int RIGHT = 14;
  private static final int TOP = 10;
  private static final int BOTTOM = 26;
  private static final int TIMES = 5;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  private final Plot plot;
  private final Markup page;
  private final Axis time;
  private final Axis value;

  private PlotSvg(Plot plot, Markup page) {
    this.plot = plot;
    this.page = page;
    DoubleSummaryStatistics values =
        plot.points().stream()
            .flatMap(point -> point.values().values().stream())
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    this.time =
        new Axis(
            plot.from().toEpochMilli(),
            Math.max(plot.to().toEpochMilli(), plot.from().toEpochMilli() + 1),
            LEFT,
            WIDTH - RIGHT);
    this.value = Axis.around(values.getMin(), values.getMax(), HEIGHT - BOTTOM, TOP);
  }

  static void draw(Plot plot, Markup page) {
    new PlotSvg(plot, page).draw();
  }

  private void draw() {
    String title =
        "%s of %s, from %s to %s".formatted(plot.field(), plot.series(), plot.from(), plot.to());
    page.begin("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", title);
    grid();
    for (Side side : Side.values()) {
      page.empty("path", "class", "line " + letter(side), "d", path(side));
    }
    for (Side side : Side.values()) {
      dots(side);
    }
    page.end();
  }

  private void grid() {
    for (double tick : value.ticks(4)) {
      double y = value.at(tick);
      page.empty(
          "line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", px(y), "y2", px(y));
      page.element(
          "text", ShortNumber.of(tick), "class", "tick end", "x", LEFT - 6, "y", px(y + 4));
    }
    Duration span = Duration.between(plot.from(), plot.to());
    DateTimeFormatter format = span.compareTo(Duration.ofDays(1)) < 0 ? CLOCK : DAY;
    for (int i = 0; i < TIMES; i++) {
      Instant at = plot.from().plus(span.multipliedBy(i).dividedBy(TIMES - 1));
      String anchor = i == 0 ? "start" : i == TIMES - 1 ? "end" : "middle";
      page.element(
          "text",
          format.format(at.atOffset(ZoneOffset.UTC)),
          "class",
          "tick " + anchor,
          "x",
          px(time.at(at.toEpochMilli())),
          "y",
          HEIGHT - 8);
    }
  }

  /** A line through the values, with a gap where the side has none. */
  private String path(Side side) {
    StringBuilder path = new StringBuilder();
    boolean drawn = false;
    for (Plot.Point point : plot.points()) {
      Double number = point.values().get(side);
      if (number != null) {
        path.append(drawn ? 'L' : 'M')
            .append(px(x(point)))
            .append(' ')
            .append(px(value.at(number)));
      }
      drawn = number != null;
    }
    return path.toString();
  }

  private void dots(Side side) {
    for (Plot.Point point : plot.points()) {
      Double number = point.values().get(side);
      boolean alone = point.values().size() == 1;
      if (number != null && (point.differs() || alone)) {
        page.begin(
                "circle",
                "class",
                "dot " + letter(side),
                "cx",
                px(x(point)),
                "cy",
                px(value.at(number)),
                "r",
                "3")
            .element("title", said(point))
            .end();
      }
    }
  }

  private static String said(Plot.Point point) {
    StringBuilder said = new StringBuilder(point.time().toString());
    for (Side side : Side.values()) {
      Double number = point.values().get(side);
      said.append(", ").append(side).append(' ').append(number == null ? "none" : number);
    }
    return said.toString();
  }

  private double x(Plot.Point point) {
    return time.at(point.time().toEpochMilli());
  }

  static String letter(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  private static String px(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
