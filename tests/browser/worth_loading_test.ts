import { assertEquals } from "@std/assert";
import { worthLoading } from "../../browser/worth_loading.ts";

/** What is found worth loading with a connection, and a visit of so long. */
function worth(
  bytes: number,
  connection: Record<string, unknown> | undefined,
  duration = 0,
): boolean {
  const found = performance.getEntriesByType;
  Object.defineProperty(navigator, "connection", {
    value: connection,
    configurable: true,
  });
  performance.getEntriesByType = () => [{ duration } as PerformanceEntry];
  try {
    return worthLoading(bytes);
  } finally {
    performance.getEntriesByType = found;
    delete (navigator as unknown as Record<string, unknown>)["connection"];
  }
}

Deno.test("worthLoading() goes by the size of the weights", () => {
  assertEquals(worth(2_217_491, { effectiveType: "4g" }), true);
  assertEquals(worth(8_000_000, { effectiveType: "4g" }), true);
  assertEquals(worth(8_000_001, { effectiveType: "4g" }), false);
});

Deno.test("worthLoading() spares slow connections, and whoever saves traffic", () => {
  for (const effectiveType of ["slow-2g", "2g", "3g"]) {
    assertEquals(worth(1, { effectiveType }), false, effectiveType);
  }
  assertEquals(worth(1, { effectiveType: "4g", saveData: true }), false);
  assertEquals(worth(1, { effectiveType: "4g", saveData: false }), true);
});

Deno.test("worthLoading() takes the visit for a measure where the browser has none", () => {
  assertEquals(worth(1, undefined, 1999), true);
  assertEquals(worth(1, undefined, 2000), false);
  // Where the browser has one, a slow service says nothing of the connection.
  assertEquals(worth(1, { effectiveType: "4g" }, 9000), true);
});
