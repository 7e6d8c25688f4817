import { uniforms } from "../core/noise/random.ts";
import type { Device } from "../train/engine/engine.ts";
import { openEngine } from "../train/engine/open_engine.ts";
import { compilePrograms, initialState } from "../train/step/programs.ts";
import { Trainer } from "../train/step/trainer.ts";

/** What is trained, on made-up pictures. */
export interface MadeUpWork {
  /** Where. */
  readonly device: Device;
  /** Base width of the networks. */
  readonly d: number;
  /** Pictures in a batch. */
  readonly batch: number;
  /** Rows and columns of a picture. */
  readonly size: number;
  /** Threads on the processor. */
  readonly threads?: number;
  /** Whether steps are of mixed precision. */
  readonly fp16?: boolean;
}

/** The learning rates of the paper. */
export const RATES = { discriminator: 2e-4, generator: 2e-4 };

/**
 * Opens what trains the reference's networks by Adam.
 *
 * @param work What is trained.
 * @returns A trainer, and a batch of a step.
 * @throws {UserError} If the device cannot be opened.
 */
export async function openMadeUpTrainer(
  { device, d, batch, size, threads, fp16 = false }: MadeUpWork,
): Promise<{ trainer: Trainer; batchOf: (step: number) => Float32Array }> {
  const options = {
    d,
    height: size,
    width: size,
    batch,
    optimizer: "adam",
    beta1: 0.5,
    beta2: 0.999,
    ema: 0,
    seed: 0,
    fp16,
  } as const;
  const programs = compilePrograms(options);
  const engine = await openEngine(device, Object.values(programs), threads);
  await engine.setState(initialState(options, "paper"));
  return {
    trainer: new Trainer(engine, programs, options),
    batchOf: (step) =>
      Float32Array.from(
        uniforms(0, "dryRun", step, batch * 3 * size * size),
        (value) => 2 * value - 1,
      ),
  };
}
