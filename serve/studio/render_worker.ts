/**
 * A worker that renders, so that the thread that answers requests stays free.
 *
 * @module
 */

import { UserError } from "../../core/user_error.ts";
import type { Order, Report } from "./messages.ts";
import { Renderer } from "./renderer.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(report: Report, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

function report(report: Report, transfer: Transferable[] = []): void {
  scope.postMessage(report, transfer);
}

const renderer = new Renderer();

const listening = performance.now();

function load({ digest, files }: Extract<Order, { kind: "load" }>): void {
  const arrived = performance.now();
  renderer.open(digest, files);
  // The garbage collector would free the file much later, as it sees no need in
  // a thread with little else. It belongs to this thread.
  files.model.buffer.transfer(0);
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
  if (order.kind === "load") return load(order);
  const renderings = await renderer.run(order.jobs);
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
