package io.millrace.industrial.anomaly;

import java.util.Random;

/** Series of sensors that are in order, of many kinds; EVALUATION.md describes them. */
enum FaultFreeSeries {
  WHITE {
    @Override
    double next(int i) {
      return 100 + noise();
    }
  },
  AUTOREGRESSIVE {
    @Override
    double next(int i) {
      return autoregressive(0.95);
    }
  },
  HEAVY_TAILED {
    @Override
    double next(int i) {
      return student(3);
    }
  },
  DAILY {
    @Override
    double next(int i) {
      return 5 * sine(i, 288) + noise();
    }
  },
  WEEKLY {
    @Override
    double next(int i) {
      return (i / 1_440 % 7 < 5 ? 5 * sine(i, 1_440) : 0) + noise();
    }
  },
  SLOW_SEASON {
    @Override
    double next(int i) {
      return 5 * sine(i, 10_000) + (2 + sine(i, 10_000)) * noise();
    }
  },
  STEPS {
    @Override
    double next(int i) {
      if (i >= change) {
        change = i + 300 + random.nextInt(401);
        state = (state + 1 + random.nextInt(4)) % 5;
      }
      return 10 * state + noise();
    }
  },
  RARE_STEPS {
    @Override
    double next(int i) {
      if (i >= change) {
        change = i + 1_500 + random.nextInt(1_001);
        state = 10 * noise();
      }
      return state + noise();
    }
  },
  MULTIPLICATIVE {
    @Override
    double next(int i) {
      return (20 + 15 * sine(i, 288)) * Math.exp(0.2 * noise());
    }
  },
  DRIFT {
    @Override
    double next(int i) {
      state += 0.02 * noise() + 0.001;
      return state + noise();
    }
  },
  ROUNDED {
    @Override
    double next(int i) {
      return Math.rint(autoregressive(0.95));
    }
  },
  MOSTLY_CONSTANT {
    private final double[] jumps = {1, 2, 5};

    @Override
    double next(int i) {
      return random.nextDouble() < 0.01 ? jumps[random.nextInt(3)] : 0;
    }
  },
  BURSTS {
    @Override
    double next(int i) {
      if (i >= change && random.nextDouble() < 0.01) {
        change = i + 3 + random.nextInt(18);
        state = 20 + 40 * random.nextDouble();
      }
      return Math.max(0, i < change ? state + 3 * noise() : 2 + 0.2 * noise());
    }
  },
  VOLATILITY {
    @Override
    double next(int i) {
      state = 0.995 * state + 0.06 * noise();
      return Math.exp(state) * noise();
    }
  },
  COUNTS {
    @Override
    double next(int i) {
      double limit = Math.exp(-27.5 - 22.5 * sine(i, 288));
      int count = -1;
      for (double product = 1; product > limit; count++) {
        product *= random.nextDouble();
      }
      return count;
    }
  },
  SAWTOOTH {
    @Override
    double next(int i) {
      return i % 600 / 20.0 + noise();
    }
  },
  ON_AND_OFF {
    @Override
    double next(int i) {
      if (i >= change) {
        change = i + 200 + random.nextInt(200);
        state = 30 - state;
      }
      return state + noise();
    }
  },
  SKEWED {
    @Override
    double next(int i) {
      return -Math.log(1 - random.nextDouble()) - Math.log(1 - random.nextDouble());
    }
  },
  DAY_OF_SECONDS {
    @Override
    double next(int i) {
      return 50 + 20 * sine(i, 86_400) + (1.5 + sine(i, 86_400)) * autoregressive(0.9);
    }
  },
  GROWTH {
    @Override
    double next(int i) {
      return 10 * Math.exp(i / 6_667.0) * (1 + 0.1 * noise());
    }
  },
  WORK_SHIFTS {
    private final double[] levels = {80, 60, 20};

    @Override
    double next(int i) {
      int shift = i / 480 % 3;
      return levels[shift] + (shift == 2 ? 0.3 : 2) * noise();
    }
  };

  Random random;
  double state;
  int change;

  /** The first values of a series of this kind. */
  double[] values(long seed, int count) {
    random = new Random(seed);
    state = 0;
    change = 0;
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = next(i);
    }
    return values;
  }

  abstract double next(int i);

  double noise() {
    return random.nextGaussian();
  }

  double autoregressive(double coefficient) {
    state = coefficient * state + noise();
    return state;
  }

  double student(int degrees) {
    double sum = 0;
    for (int i = 0; i < degrees; i++) {
      sum += Math.pow(noise(), 2);
    }
    return noise() / Math.sqrt(sum / degrees);
  }

  static double sine(int i, int period) {
    return Math.sin(2 * Math.PI * i / period);
  }
}
