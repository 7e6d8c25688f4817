/**
 * A worker that paints nothing, and that dies in the way that the first number
 * of a latent says: 1 with an error, 2 silently, 3 after it has answered, 4 by
 * reporting a failure, 5 by sending something else.
 *
 * @module
 */

import type { Order, Report } from "../../../serve/studio/messages.ts";

interface WorkerScope {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(report: Report): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

function render(order: Extract<Order, { kind: "render" }>): void {
  const death = order.jobs[0]?.latents[0];
  if (death === 1) throw new Error("of the first kind");
  if (death === 2) return scope.close();
  if (death === 4) return scope.postMessage({ kind: "failed", message: "ill" });
  if (death === 5) return scope.postMessage({ kind: "listening" });
  const renderings = order.jobs.map(({ latents }) => ({
    bytes: new Uint8Array([latents[0] as number, latents[1] as number]),
    queueMs: 0,
    inferMs: 1,
    encodeMs: 2,
  }));
  scope.postMessage({ kind: "rendered", renderings });
  if (death === 3) throw new Error("of the third kind");
}

scope.onmessage = ({ data }) => {
  if (data.kind === "render") return render(data);
  if (data.digest === "mistake") {
    const message = "there is no such folder";
    return scope.postMessage({ kind: "failed", message, exitCode: 1 });
  }
  const times = { began: 1, files: 2, open: 3 };
  scope.postMessage({ kind: "loaded", times });
};

scope.postMessage({ kind: "listening" });
