import { assertEquals, assertThrows } from "@std/assert";
import {
  MAX_MUTATIONS,
  MAX_SEED_TEXT,
  pageAddress,
  type PageState,
  readPageState,
  START,
} from "../../../serve/page/shared/page_state.ts";

function read(query: string): PageState {
  return readPageState(new URLSearchParams(query));
}

Deno.test("readPageState() starts with nothing chosen", () => {
  assertEquals(read(""), START);
  assertEquals(read("utm_source=x"), START);
});

Deno.test("readPageState() is the inverse of pageAddress()", () => {
  const states: PageState[] = [
    START,
    { ...START, model: "1547224e1f8f91cb", from: 4294967295, truncation: 0.05 },
    { ...START, seed: "Ada & Béla? #1" },
    { ...START, seed: "7", mutations: [] },
    {
      ...START,
      seed: "7",
      mutations: [
        { strength: 1, towards: 0 },
        { strength: 100, towards: 4294967295 },
      ],
    },
    { ...START, seed: "7", to: "some where" },
  ];
  for (const state of states) {
    const { search, pathname } = new URL(
      pageAddress(state),
      "http://localhost",
    );
    assertEquals(pathname, "/");
    assertEquals(read(search), state);
  }
});

Deno.test("pageAddress() leaves out what is as at the start", () => {
  assertEquals(pageAddress(START), "/");
  assertEquals(
    pageAddress({ ...START, from: 50, truncation: 0.7, seed: "7" }),
    "/?from=50&truncation=0.7&seed=7",
  );
  assertEquals(
    pageAddress({
      ...START,
      seed: "7",
      mutations: [{ strength: 30, towards: 1 }, { strength: 5, towards: 2 }],
    }),
    "/?seed=7&mutate=30-1_5-2",
  );
});

Deno.test("readPageState() takes empty fields of a form for absent", () => {
  assertEquals(read("seed=&to=&truncation=1.00"), START);
  assertEquals(read("seed=++&to=9&mutate="), START);
});

Deno.test("readPageState() names the parameter that is out of its range", () => {
  const wrong: Record<string, string[]> = {
    from: ["-1", "1.5", "4294967296", "x", "01"],
    truncation: ["0", "0.0", "1.01", "2", "-0.5", "0.123", "1e-1", "", "NaN"],
    "seed=7&mutate": [
      "0-1",
      "101-1",
      "30",
      "30-",
      "30-4294967296",
      "30-1,30-2",
      "30-1_",
      Array(MAX_MUTATIONS + 1).fill("30-1").join("_"),
    ],
    seed: ["x".repeat(MAX_SEED_TEXT + 1)],
    "seed=7&to": ["x".repeat(MAX_SEED_TEXT + 1)],
  };
  for (const [parameter, values] of Object.entries(wrong)) {
    const name = parameter.split("&").at(-1) ?? "";
    for (const value of values) {
      assertThrows(
        () => read(`${parameter}=${value}`),
        RangeError,
        `${name} must be`,
        `${parameter}=${value}`,
      );
    }
  }
});
