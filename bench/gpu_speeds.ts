import { DENO, jsonLines, runPeer } from "./run_peer.ts";
import { table } from "./table.ts";
import type { TimeBudget } from "./time_budget.ts";

/** Base width and pictures in a batch. */
export interface GpuSetup {
  /** Base width of the networks. */
  readonly d: number;
  /** Pictures in a batch. */
  readonly batch: number;
}

/** What all measurements on a GPU share. */
export interface GpuSettings {
  /** Rows and columns of a picture. */
  readonly size: number;
  /** How long each speed is measured. */
  readonly seconds: number;
  /** Steps of the long run. */
  readonly longRun: number;
  /** Python with PyTorch. */
  readonly python: string;
  /** Whether software may pass for a GPU. */
  readonly allowSoftware: boolean;
}

/** What a program in `peers/` prints. */
interface Speed extends Partial<GpuSetup> {
  readonly tf32?: boolean;
  readonly imagesPerSecond?: number;
}

const PEERS = `${import.meta.dirname}/peers`;

/** The ways of this project, and what the table calls them. */
const OWN = [
  ["WebGPU, float32", { device: "webgpu" }],
  ["WebGPU, --fp16", { device: "webgpu", fp16: true }],
  ["Dawn, float32", { device: "dawn" }],
  ["Dawn, --fp16", { device: "dawn", fp16: true }],
] as const;

/** Speeds in PyTorch, by the name of the row. */
async function inPyTorch(
  mode: "eager" | "compile",
  work: readonly GpuSetup[],
  { size, seconds, python, allowSoftware }: GpuSettings,
  limit: number,
): Promise<Map<string, Speed[]>> {
  const printed = await runPeer([
    ...[python, `${PEERS}/gpu_pytorch.py`, mode, `${size}`, `${seconds}`],
    ...work.map(({ d, batch }) => `${d}:${batch}`),
    ...allowSoftware ? ["--software"] : [],
  ], limit);
  const name = mode === "eager" ? "PyTorch" : "torch.compile";
  return Map.groupBy(
    jsonLines<Speed>(printed),
    ({ tf32 }) => `${name}, ${tf32 ? "TF32" : "float32"}`,
  );
}

/**
 * Prints images per second.
 *
 * @param work Networks and batches.
 * @param settings What all share.
 * @param budget The time for it.
 * @param between Is done before torch.compile, which takes long to start.
 */
export async function gpuSpeeds(
  work: readonly GpuSetup[],
  settings: GpuSettings,
  budget: TimeBudget,
  between: () => Promise<void>,
): Promise<void> {
  const { size, seconds } = settings;
  const head = ["images/s", ...work.map(({ d, batch }) => `d ${d}, ${batch}`)];
  const rowOf = (name: string, speeds: readonly Speed[]) => [
    name,
    ...work.map(({ d, batch }) =>
      speeds.find((speed) => speed.d === d && speed.batch === batch)
        ?.imagesPerSecond?.toFixed(0) ?? "–"
    ),
  ];
  const rows: string[][] = [];
  for (const [name, way] of OWN) {
    const speeds: Speed[] = [];
    for (const setup of work) {
      const what = `${name}, d ${setup.d}, batch ${setup.batch}`;
      const found = await budget.spend(what, async (limit) => {
        const asked = JSON.stringify({ ...way, ...setup, size, seconds });
        const command = [...DENO, `${PEERS}/gpu_here.ts`, asked];
        return jsonLines<Speed>(await runPeer(command, limit));
      });
      // Where one cannot be opened, no other can.
      if (found === undefined) break;
      speeds.push({ ...setup, ...found[0] });
    }
    if (speeds.length > 0) rows.push(rowOf(name, speeds));
  }
  const eager = await budget.spend(
    "PyTorch",
    (limit) => inPyTorch("eager", work, settings, limit),
  );
  for (const [name, speeds] of eager ?? []) rows.push(rowOf(name, speeds));
  console.log(`\n${table([head, ...rows])}\n`);
  await between();
  const compiled = await budget.spend(
    "torch.compile",
    (limit) => inPyTorch("compile", work, settings, limit),
  );
  if (compiled !== undefined) {
    const rows = [...compiled].map(([name, speeds]) => rowOf(name, speeds));
    console.log(`\n${table([head, ...rows])}`);
  }
}
