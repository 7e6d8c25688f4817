import { generatorLayers } from "./generator_layers.ts";
import type { GpuSettings, GpuSetup } from "./gpu_speeds.ts";
import { operatorTable, operatorTimes, profilesIn } from "./operator_times.ts";
import { profileStep } from "./profile.ts";
import { DENO, jsonLines, runPeer } from "./run_peer.ts";
import { table } from "./table.ts";
import type { TimeBudget } from "./time_budget.ts";

/** Steps whose parts are timed. */
const PARTS = 20;
/** Steps of the profile. */
const PROFILED = 3;
/** Most seconds of the long run. */
const LONG_RUN_SECONDS = 60;

/** What `peers/gpu_here.ts` prints. */
interface Found {
  readonly parts?: Readonly<Record<string, number>>;
  readonly memory?: {
    readonly steps: number;
    readonly start?: number;
    readonly end?: number;
  };
}

const PEERS = `${import.meta.dirname}/peers`;

const milliseconds = (number: number) => number.toFixed(2);

/** Prints the parts of a step, and the memory of a long run. */
async function partsAndMemory(
  setup: GpuSetup,
  { size, longRun }: GpuSettings,
  limit: number,
): Promise<void> {
  const asked = JSON.stringify({
    ...setup,
    device: "webgpu",
    size,
    seconds: 0,
    parts: PARTS,
    longRun,
    longRunSeconds: Math.min(LONG_RUN_SECONDS, limit / 2),
  });
  const printed = await runPeer(
    [...DENO, `${PEERS}/gpu_here.ts`, asked],
    limit,
  );
  const found = jsonLines<Found>(printed);
  const { parts = {} } = found.find(({ parts }) => parts) ?? {};
  console.log(
    `ms of a step that is waited for, medians of ${PARTS}: ${
      Object.entries(parts)
        .map(([part, time]) => `${part} ${milliseconds(time)}`).join(", ")
    }\n`,
  );
  const { memory } = found.find(({ memory }) => memory) ?? {};
  if (memory === undefined) return;
  const { steps, start, end } = memory;
  console.log(
    start === undefined
      ? `memory of the GPU: there is no nvidia-smi to ask; ${steps} steps were made\n`
      : `memory of the GPU: ${start} MB, after ${steps} more steps ${end} MB\n`,
  );
}

/** Prints the times of the generator's transposed convolutions. */
async function doubling(
  { d, batch }: GpuSetup,
  { size }: GpuSettings,
  limit: number,
): Promise<void> {
  const asked = { device: "webgpu", d, batch, size, runs: PROFILED };
  const profiles = profilesIn(
    await runPeer(
      [...DENO, `${PEERS}/doubling_here.ts`, JSON.stringify(asked)],
      limit,
    ),
  );
  const total = (at: number) =>
    operatorTimes(profiles.slice(at, at + 1))
      .reduce((sum, time) => sum + time.milliseconds, 0);
  console.log(`${
    table([
      ["layer, ms", "ConvTranspose", "sub-pixel"],
      ...generatorLayers(d, batch, size).map(({ x, outputs }, layer) => {
        const [, inputs, side] = x;
        return [
          `${inputs} to ${outputs}, ${side} × ${side}`,
          milliseconds(total(2 * layer)),
          milliseconds(total(2 * layer + 1)),
        ];
      }),
    ])
  }\n`);
}

/**
 * Prints what a step on Deno's WebGPU consists of: its parts, its operators, the
 * transposed convolutions in two forms, and the memory of a long run.
 *
 * @param setup Network and batch.
 * @param settings What all measurements share.
 * @param budget The time for it.
 */
export async function gpuStep(
  setup: GpuSetup,
  settings: GpuSettings,
  budget: TimeBudget,
): Promise<void> {
  const { d, batch } = setup;
  const { size } = settings;
  console.log(`WebGPU, float32, d ${d}, batch ${batch}\n`);
  await budget.spend("the profile", async (limit) => {
    const work = { device: "webgpu", d, batch, size, steps: PROFILED };
    const times = await profileStep(work, limit);
    console.log(`${operatorTable(times)}\n`);
  });
  await budget.spend(
    "the sub-pixel form",
    (limit) => doubling(setup, settings, limit),
  );
  await budget.spend(
    "the parts of a step",
    (limit) => partsAndMemory(setup, settings, limit),
  );
}
