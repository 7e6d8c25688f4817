import { eventLoopTurn } from "../../core/event_loop.ts";
import { LATENT_SIZE } from "../../core/noise/latent.ts";
import type { Arrays, Engine } from "../engine/engine.ts";
import type { Program } from "../graph/program.ts";
import type { Watch } from "../score/features.ts";
import { GradientDescent } from "../step/gradient_descent.ts";
import type { Tensor } from "../tensors/tensor.ts";
import { LATENT_OPTIMIZER } from "./projection_step.ts";

/** Highest learning rate of the latents. */
const LEARNING_RATE = 0.1;
/** Steps in which the learning rate grows. */
const WARM_UP = 10;

/** Learning rate of a step, from 1: up in a line, down in half a cosine. */
function learningRate(step: number, steps: number): number {
  const up = Math.min(1, step / WARM_UP);
  const down = (1 + Math.cos(Math.PI * (step - 1) / steps)) / 2;
  return LEARNING_RATE * up * down;
}

/** The row of the least loss. */
function least(losses: Float32Array): number {
  return losses.reduce((best, loss, at) => loss < losses[best]! ? at : best, 0);
}

/**
 * Moves latents towards a picture, by gradient descent.
 *
 * @param engine Where to compute.
 * @param program What {@linkcode projectionStep} compiled.
 * @param latents Where they start, as many as the program moves, `[N, 100]`.
 * @param picture The feeds of the picture.
 * @param steps How many steps, from 1.
 * @param watch Who watches; it is told the steps that are done.
 * @returns The latent that comes nearest, `[100]`.
 * @throws The reason of the signal, once it is aborted.
 */
export async function descend(
  engine: Engine,
  program: Program,
  latents: Float32Array<ArrayBuffer>,
  picture: Arrays,
  steps: number,
  { report, signal }: Watch,
): Promise<Float32Array<ArrayBuffer>> {
  const shape = program.state["latent"] ?? [];
  const descent = new GradientDescent(engine, program, LATENT_OPTIMIZER);
  await descent.start(new Map([["latent", { shape, data: latents }]]));
  let nearest = 0;
  for (let step = 1; step <= steps; step++) {
    await eventLoopTurn();
    signal?.throwIfAborted();
    const { loss } = await descent.step(picture, learningRate(step, steps));
    nearest = least(loss as Float32Array);
    report?.(step);
  }
  const moved = (await engine.getState(["latent"])).get("latent");
  const start = nearest * LATENT_SIZE;
  return (moved as Tensor).data.slice(start, start + LATENT_SIZE);
}
