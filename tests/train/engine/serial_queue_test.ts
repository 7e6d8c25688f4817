import { assertEquals, assertRejects } from "@std/assert";
import { serialQueue } from "../../../train/engine/serial_queue.ts";

Deno.test("serialQueue() runs one task at a time, in order", async () => {
  const inTurn = serialQueue();
  let running = 0;
  const order = await Promise.all([3, 1, 2].map((turns) =>
    inTurn(async () => {
      assertEquals(++running, 1);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      running--;
      return turns;
    })
  ));
  assertEquals(order, [3, 1, 2]);
});

Deno.test("serialQueue() goes on after a task that failed", async () => {
  const inTurn = serialQueue();
  const failing = inTurn(() => Promise.reject(new Error("broken")));
  const next = inTurn(() => Promise.resolve("fine"));
  await assertRejects(() => failing, Error, "broken");
  assertEquals(await next, "fine");
});
