/**
 * Runs asynchronous tasks one after the other, in the order they came.
 *
 * @returns A function that queues a task and returns its result; a task that
 *   fails does not keep the next from running.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { serialQueue } from "edge-dcgan/core/serial_queue.ts";
 *
 * const inTurn = serialQueue();
 * const order: string[] = [];
 * await Promise.all([
 *   inTurn(async () => {
 *     order.push("first begins");
 *     await Promise.resolve();
 *     order.push("first ends");
 *   }),
 *   inTurn(() => Promise.resolve(order.push("second"))),
 * ]);
 * assertEquals(order, ["first begins", "first ends", "second"]);
 * ```
 */
export function serialQueue(): <Result>(
  task: () => Promise<Result>,
) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}
