import { assertEquals, assertRejects } from "@std/assert";
import { SingleFlight } from "../../../serve/studio/single_flight.ts";

/** Work that ends when the test says so, and is given up when all have gone. */
function work() {
  const ends: PromiseWithResolvers<number>[] = [];
  const start = (watch: () => AbortSignal): Promise<number> => {
    const end = Promise.withResolvers<number>();
    ends.push(end);
    watch().addEventListener("abort", () => end.reject(new Error("given up")));
    return end.promise;
  };
  return { ends, start };
}

function visitor() {
  const controller = new AbortController();
  return { watch: () => controller.signal, leave: () => controller.abort() };
}

Deno.test("SingleFlight does the same work once, and other work beside it", async () => {
  const flights = new SingleFlight<number>();
  const { ends, start } = work();
  const all = ["a", "b", "a", "a"].map((key) =>
    flights.fly(key, visitor().watch, start)
  );
  assertEquals(ends.length, 2);
  ends[1]?.resolve(2);
  ends[0]?.resolve(1);
  assertEquals(await Promise.all(all), [
    { result: 1, shared: false },
    { result: 2, shared: false },
    { result: 1, shared: true },
    { result: 1, shared: true },
  ]);
});

Deno.test("SingleFlight does it again once it is done, and once it has failed", async () => {
  const flights = new SingleFlight<number>();
  const { ends, start } = work();
  const failed = [1, 2].map(() =>
    assertRejects(
      () => flights.fly("a", visitor().watch, start),
      Error,
      "broken",
    )
  );
  ends[0]?.reject(new Error("broken"));
  await Promise.all(failed);
  for (const turn of [1, 2]) {
    const flown = flights.fly("a", visitor().watch, start);
    assertEquals(ends.length, turn + 1);
    ends[turn]?.resolve(turn);
    assertEquals(await flown, { result: turn, shared: false });
  }
});

Deno.test("SingleFlight goes on as long as somebody waits", async () => {
  const flights = new SingleFlight<number>();
  const { ends, start } = work();
  const [one, two, three] = [visitor(), visitor(), visitor()];
  const first = flights.fly("a", one.watch, start);
  const second = flights.fly("a", two.watch, start);
  one.leave();
  const third = flights.fly("a", three.watch, start);
  two.leave();
  ends[0]?.resolve(7);
  assertEquals(
    (await Promise.all([first, second, third])).map(({ result }) => result),
    [7, 7, 7],
  );
  assertEquals(ends.length, 1);
});

Deno.test("SingleFlight gives up when all have gone, and starts anew for others", async () => {
  const flights = new SingleFlight<number>();
  const { ends, start } = work();
  const visitors = [visitor(), visitor()];
  const flown = visitors.map(({ watch }) =>
    assertRejects(() => flights.fly("a", watch, start), Error, "given up")
  );
  for (const { leave } of visitors) leave();
  const next = flights.fly("a", visitor().watch, start);
  assertEquals(ends.length, 2);
  ends[1]?.resolve(8);
  await Promise.all(flown);
  assertEquals(await next, { result: 8, shared: false });
});

Deno.test("SingleFlight gives up work of somebody who had gone before", async () => {
  const flights = new SingleFlight<number>();
  const gone = visitor();
  gone.leave();
  const { signal } = await new Promise<{ signal: AbortSignal }>((resolve) => {
    flights.fly("a", gone.watch, (watch) => {
      resolve({ signal: watch() });
      return Promise.resolve(0);
    });
  });
  assertEquals(signal.aborted, true);
});

Deno.test("SingleFlight watches nobody unless it is asked to", async () => {
  const flights = new SingleFlight<number>();
  const watch = () => {
    throw new Error("watched");
  };
  const { result } = await flights.fly("a", watch, () => Promise.resolve(1));
  assertEquals(result, 1);
});
