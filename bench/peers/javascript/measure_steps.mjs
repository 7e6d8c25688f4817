/**
 * Measures steps of training, and prints what `../training_here.ts` prints.
 *
 * @module
 */

import process from "node:process";

/** Base width, pictures in a batch, steps to measure, seconds for them. */
export const [d = 64, batch = 64, steps = 3, seconds = 60] = process.argv
  .slice(2).map(Number);

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/**
 * Takes steps, of which the first does not count, until there are enough or the
 * time is up, and prints their medians.
 *
 * @param step One step of training, up to its losses.
 */
export async function measureSteps(step) {
  await step();
  const wall = [];
  const cpu = [];
  const end = performance.now() + 1000 * seconds;
  do {
    const start = performance.now();
    const used = process.cpuUsage();
    await step();
    const { user, system } = process.cpuUsage(used);
    wall.push((performance.now() - start) / 1000);
    cpu.push((user + system) / 1e6);
  } while (wall.length < steps && performance.now() < end);
  console.log(JSON.stringify({ wall: median(wall), cpu: median(cpu) }));
  // The threads of jax-js would keep the process alive.
  process.exit();
}

/**
 * Numbers of a normal distribution, scaled.
 *
 * @param size How many.
 * @param scale Standard deviation.
 */
export function normals(size, scale = 1) {
  return Float32Array.from({ length: size }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    return scale * radius * Math.cos(2 * Math.PI * Math.random());
  });
}
