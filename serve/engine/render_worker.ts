/**
 * A worker that renders, so that the thread that answers requests stays free.
 *
 * @module
 */

import "./without_location.ts";
import { adoptRuntime } from "../../core/compiled_runtime.ts";
import { startRuntime } from "../../core/runtime.ts";
import { UserError } from "../../core/user_error.ts";
import { loadGenerators, type Render } from "./load_generators.ts";
import type { Order, Report } from "./messages.ts";

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

async function follow(order: Order): Promise<void> {
  if (order.kind === "start") {
    adoptRuntime(order.runtime);
    // Loading tells what goes wrong.
    return startRuntime().catch(() => {});
  }
  if (order.kind === "load") {
    const loaded = await loadGenerators(order.generators);
    render = loaded.render;
    return report({ kind: "loaded", times: loaded.times });
  }
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
