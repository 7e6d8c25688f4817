/**
 * Spherical interpolation without `Math.acos` and `Math.sin`, whose last bits
 * the language leaves to the engine: everything here is IEEE 754 addition,
 * multiplication, division and square root, so a walk is the same bytes on
 * every machine.
 *
 * @module
 */

/** Arctangent of a number from 0; exact to a few units in the last place. */
function arctangent(x: number): number {
  // tan(a) = 2 tan(a/2) / (1 - tan²(a/2)): three halvings of the angle leave
  // |x| < 0.2, where thirteen terms of the series reach double precision.
  let halvings = 0;
  for (; halvings < 3; halvings++) x /= 1 + Math.sqrt(1 + x * x);
  const square = x * x;
  let series = 0;
  for (let power = 25; power >= 1; power -= 2) {
    series = 1 / power - square * series;
  }
  return 2 ** halvings * x * series;
}

/** Sine of an angle in [0, π]. */
function sine(x: number): number {
  // sin(3a) = 3 sin(a) - 4 sin³(a): for a third of the angle, eleven terms of
  // the series reach double precision.
  const third = x / 3;
  const square = third * third;
  let series = 1;
  for (let power = 20; power >= 2; power -= 2) {
    series = 1 - series * square / (power * (power + 1));
  }
  const s = third * series;
  return s * (3 - 4 * s * s);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, index) => sum + x * (b[index] as number), 0);
}

/** Below this sine of the angle, the way is as good as straight. */
const STRAIGHT = 1e-6;

/**
 * The way from one latent to another along the sphere.
 *
 * @param from The first latent.
 * @param to The last latent, of the same length.
 * @returns A function from a place, 0 to 1, to the latent there.
 */
export function spherical(
  from: Float32Array,
  to: Float32Array,
): (place: number) => Float32Array<ArrayBuffer> {
  const cosine = dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to));
  const angle = 2 * arctangent(
    Math.sqrt(Math.max(0, 1 - cosine) / Math.max(0, 1 + cosine)),
  );
  const whole = sine(angle);
  const part = (t: number) => whole > STRAIGHT ? sine(t * angle) / whole : t;
  return (place) => {
    const [keep, take] = [part(1 - place), part(place)];
    return Float32Array.from(
      from,
      (x, index) => keep * x + take * (to[index] as number),
    );
  };
}

/**
 * Latents on the way from one latent to another, along the sphere.
 *
 * With θ, the angle between a and b, the latent at t is a · sin((1 - t)θ) /
 * sin(θ) + b · sin(tθ) / sin(θ), for t = 0, 1/(n-1), …, 1. Latents of a normal
 * distribution lie near a sphere; a straight way would lead through its inside,
 * where the generator has never been.
 *
 * @param from The first latent.
 * @param to The last latent, of the same length.
 * @param count How many latents, an integer from 2.
 * @returns `[count, length]`, row-major; both ends are as they were given.
 */
export function slerp(
  from: Float32Array,
  to: Float32Array,
  count: number,
): Float32Array<ArrayBuffer> {
  const at = spherical(from, to);
  const way = new Float32Array(count * from.length);
  for (let step = 0; step < count; step++) {
    way.set(at(step / (count - 1)), step * from.length);
  }
  return way;
}
