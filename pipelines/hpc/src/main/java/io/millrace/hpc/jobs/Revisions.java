package io.millrace.hpc.jobs;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The number of results so far, by series, of one window. */
record Revisions(TreeMap<String, Integer> counts) {
  static final Codec<Revisions> CODEC = new RevisionsCodec();

  static Revisions none() {
    return new Revisions(new TreeMap<>());
  }

  int of(String series) {
    return counts.getOrDefault(series, 0);
  }

  /** How they are kept. */
  public static final class RevisionsCodec implements Codec<Revisions> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Revisions value, DataOutput target) throws IOException {
      target.writeInt(value.counts.size());
      for (Map.Entry<String, Integer> entry : value.counts.entrySet()) {
        target.writeUTF(entry.getKey());
        target.writeInt(entry.getValue());
      }
    }

    @Override
    public Revisions read(DataInput source, int version) throws IOException {
      Revisions read = none();
      for (int left = source.readInt(); left > 0; left--) {
        String series = source.readUTF();
        read.counts.put(series, source.readInt());
      }
      return read;
    }

    @Override
    public Revisions copy(Revisions value) {
      return new Revisions(new TreeMap<>(value.counts));
    }

    @Override
    public Class<Revisions> type() {
      return Revisions.class;
    }
  }
}
