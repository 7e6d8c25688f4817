/**
 * The standard normal distribution without `Math.log`, whose last bits the
 * language leaves to the engine: everything here is IEEE 754 addition,
 * multiplication, division and square root, so the same input gives the same
 * bits on every machine, in every version of every engine.
 *
 * @module
 */

/** Rational function: numerator and denominator, highest power first. */
type Rational = readonly [
  numerator: readonly number[],
  denominator: readonly number[],
];

// Coefficients of algorithm AS 241 (PPND16), Wichura, "The Percentage Points
// of the Normal Distribution", Applied Statistics 37 (1988): relative accuracy
// about 1e-16.
const CENTRAL: Rational = [
  [
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.387132872796366608,
  ],
  [
    5.226495278852854561e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1,
  ],
];
const TAIL: Rational = [
  [
    7.7454501427834140764e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258,
    3.64784832476320460504,
    5.76949722146069140550,
    4.63033784615654529590,
    1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9,
    5.475938084995344946e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940,
    2.05319162663775882187,
    1,
  ],
];
const FAR_TAIL: Rational = [
  [
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580,
    5.46378491116411436990,
    6.65790464350110377720,
  ],
  [
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1,
  ],
];

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let power = 0; power < coefficients.length; power++) {
    sum = sum * x + (coefficients[power] as number);
  }
  return sum;
}

function evaluate([numerator, denominator]: Rational, x: number): number {
  return horner(numerator, x) / horner(denominator, x);
}

const LN2 = 0.6931471805599453;

/** Natural logarithm of a number in (0, 1). */
function logarithm(x: number): number {
  let exponent = 0;
  while (x < 0.7071067811865476) {
    x *= 2;
    exponent--;
  }
  // log(x) = 2 artanh((x - 1) / (x + 1)); |ratio| < 0.172, so twelve terms of
  // the series reach double precision.
  const ratio = (x - 1) / (x + 1);
  const square = ratio * ratio;
  let series = 0;
  for (let power = 23; power >= 1; power -= 2) {
    series = series * square + 1 / power;
  }
  return exponent * LN2 + 2 * ratio * series;
}

/**
 * Quantile function of the standard normal distribution (AS 241).
 *
 * @param probability A number in (0, 1).
 * @returns The z with P(Z ≤ z) = `probability`.
 * @throws {RangeError} If `probability` is not inside (0, 1).
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(
      `Cannot take the normal quantile: probability is ${probability}, not inside (0, 1)`,
    );
  }
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) return q * evaluate(CENTRAL, 0.180625 - q * q);
  const tail = q < 0 ? probability : 1 - probability;
  const r = Math.sqrt(-logarithm(tail));
  const z = r <= 5 ? evaluate(TAIL, r - 1.6) : evaluate(FAR_TAIL, r - 5);
  return q < 0 ? -z : z;
}
