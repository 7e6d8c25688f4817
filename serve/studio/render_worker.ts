/**
 * A worker that renders, so that the thread that answers requests stays free.
 *
 * @module
 */

import "./without_location.ts";
import { adoptRuntime } from "../../core/generator/compiled_runtime.ts";
import { startRuntime } from "../../core/generator/runtime.ts";
import { UserError } from "../../core/user_error.ts";
import { loadGenerators, type Render } from "./load_generators.ts";
import type { Order, Report } from "./messages.ts";
import type { NamedFiles } from "./render_task.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(report: Report, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

function report(report: Report, transfer: Transferable[] = []): void {
  scope.postMessage(report, transfer);
}

let render: Render | undefined;

/** When this module was loaded, onnxruntime was compiled, and had started. */
const times = { listening: performance.now(), compiled: 0, started: 0 };

async function start(runtime: WebAssembly.Module): Promise<void> {
  times.compiled = performance.now();
  adoptRuntime(runtime);
  try {
    await startRuntime();
  } catch {
    // Loading will tell what went wrong.
  }
  times.started = performance.now();
}

async function load(generators: readonly NamedFiles[]): Promise<void> {
  const arrived = performance.now();
  const loaded = await loadGenerators(generators);
  render = loaded.render;
  const { listening, compiled, started } = times;
  report({
    kind: "loaded",
    times: {
      began: performance.timeOrigin + listening,
      compile: compiled - listening,
      runtime: started - compiled,
      files: Math.max(0, arrived - started),
      session: loaded.opening.session,
      paint: loaded.opening.paint,
    },
  });
}

async function follow(order: Order): Promise<void> {
  if (order.kind === "start") return start(order.runtime);
  if (order.kind === "load") return load(order.generators);
  if (render === undefined) throw new Error("Nothing is loaded");
  const renderings = await render(order.generator, order.jobs);
  report(
    { kind: "rendered", renderings },
    renderings.map(({ bytes }) => bytes.buffer),
  );
}

scope.onmessage = ({ data }) => {
  follow(data).catch((error) => {
    report({
      kind: "failed",
      message: `${(error as Error).stack ?? error}`,
      ...error instanceof UserError &&
        { message: error.message, exitCode: error.exitCode },
    });
  });
};

report({ kind: "listening" });
