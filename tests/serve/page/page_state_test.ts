import { assertEquals, assertThrows } from "@std/assert";
import { latents } from "../../../core/noise/latent.ts";
import { writeLatentText } from "../../../serve/page/shared/latent_text.ts";
import { MAX_MUTATIONS } from "../../../serve/page/shared/mutation.ts";
import {
  favouriteOf,
  MAX_FAVOURITES,
  MAX_SEED_TEXT,
  openPicture,
  pageAddress,
  type PageState,
  readFavourite,
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
    { ...START, seed: "7", to: "9", label: "owl", endlabel: "barn cat" },
    {
      ...START,
      latent: writeLatentText(latents([7])),
      edit: [{ direction: 2, strength: -1 }],
      mutations: [{ strength: 30, towards: 1 }],
    },
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
    { ...START, label: "barn cat & co", seed: "7" },
    {
      ...START,
      seed: "7",
      edit: [
        { direction: 1, strength: 0.5 },
        { direction: 10, strength: -5 },
      ],
    },
    { ...START, variety: 0.35, around: 4294967295, seed: "7" },
    { ...START, variety: 0, from: 7 },
    {
      ...START,
      seed: "7",
      mutations: [],
      mate: { seed: 9, mutations: [{ strength: 30, towards: 77 }] },
    },
    { ...START, seed: "7", mutations: [], mate: { seed: 9, mutations: [] } },
    { ...START, favourites: [] },
    { ...START, favourites: ["seed=7", "variety=0.5&around=3&seed=%26"] },
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
  assertEquals(pageAddress(START), "./");
  assertEquals(
    pageAddress({ ...START, from: 50, truncation: 0.7, seed: "7" }),
    "./?from=50&truncation=0.7&seed=7",
  );
  const walk = { ...START, seed: "7", to: "9", label: "owl" };
  assertEquals(
    pageAddress({ ...walk, endlabel: "owl" }),
    "./?label=owl&seed=7&to=9",
  );
  assertEquals(
    pageAddress({
      ...START,
      seed: "7",
      mutations: [{ strength: 30, towards: 1 }, { strength: 5, towards: 2 }],
    }),
    "./?seed=7&mutate=30-1_5-2",
  );
});

Deno.test("readPageState() takes empty fields of a form for absent", () => {
  assertEquals(read("seed=&to=&truncation=1.00&label=&model="), START);
  assertEquals(read("seed=++&to=9&mutate=&latent=&endlabel=owl"), START);
  assertEquals(read("seed=7&endlabel=owl&latent=x"), { ...START, seed: "7" });
});

Deno.test("readPageState() names the parameter that is out of its range", () => {
  const wrong: Record<string, string[]> = {
    from: ["-1", "1.5", "4294967296", "x", "01"],
    around: ["-1", "x", "4294967296"],
    variety: ["1.01", "2", "-0.5", "0.123", "1e-1", "", "NaN"],
    "seed=7&mutate=&with": ["", "x", "9_", "9_30", "4294967296"],
    favourite: ["from=7", "seed="],
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
    latent: [
      "x",
      "AAAA",
      writeLatentText(latents([7]).map((x, index) => index === 9 ? 11 : x)),
      writeLatentText(latents([7]).fill(NaN, 99)),
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

Deno.test("openPicture() is a seed or a latent, and steps away from it", () => {
  const mutations = [{ strength: 30, towards: 1 }];
  assertEquals(openPicture(START), undefined);
  assertEquals(openPicture({ ...START, seed: "7" }), {
    ...{ seed: 7, mutations: [] },
  });
  const latent = writeLatentText(latents([7]));
  assertEquals(openPicture({ ...START, latent, mutations }), {
    ...{ seed: 0, latent, mutations },
  });
});

Deno.test("favouriteOf() names a picture and its look, and nothing else", () => {
  const state = {
    ...START,
    model: "1547224e1f8f91cb",
    from: 50,
    around: 3,
    seed: "Ada",
    mutations: [],
    to: "9",
  };
  assertEquals(favouriteOf(state), "seed=Ada");
  const varied = { ...state, variety: 0.5 };
  assertEquals(favouriteOf(varied), "variety=0.5&around=3&seed=Ada");
  assertEquals(readFavourite(favouriteOf(varied)).around, 3);
});

Deno.test("readPageState() refuses more favourites than an address can hold", () => {
  const many = Array(MAX_FAVOURITES + 1).fill("favourite=seed%3D7").join("&");
  assertThrows(() => read(many), RangeError, "at most 60 favourites");
});
