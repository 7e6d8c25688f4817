/**
 * A worker that renders, so that the thread that answers requests stays free.
 *
 * @module
 */

import { UserError } from "../../core/user_error.ts";
import { loadGenerators } from "./load_generators.ts";
import type { Order, Report } from "./messages.ts";
import type { Generators, Runner } from "./runner.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(report: Report, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

function report(report: Report, transfer: Transferable[] = []): void {
  scope.postMessage(report, transfer);
}

let render: Runner["run"] | undefined;

const listening = performance.now();

function load(generators: Generators): void {
  const arrived = performance.now();
  render = loadGenerators(generators);
  report({
    kind: "loaded",
    times: {
      began: performance.timeOrigin + listening,
      files: arrived - listening,
      open: performance.now() - arrived,
    },
  });
}

async function follow(order: Order): Promise<void> {
  if (order.kind === "load") return load(order.generators);
  if (render === undefined) throw new Error("Nothing is loaded");
  const renderings = await render(order.jobs);
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
