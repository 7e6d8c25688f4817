import { assertEquals, assertThrows } from "@std/assert";
import { canonicalQuery, readQuery } from "../../../serve/http/query.ts";
import { Problem } from "../../../serve/http/problem.ts";

const TABLE = {
  rows: { type: "integer", min: 1, max: 9, default: 5, help: "" },
  loop: { type: "flag", help: "" },
  filter: { type: "choice", choices: ["a", "b"], default: "a", help: "" },
  edit: {
    type: "edits",
    directions: 9,
    min: -5,
    max: 5,
    default: [],
    help: "",
  },
} as const;

function read(query: string) {
  return readQuery(TABLE, new URLSearchParams(query));
}

Deno.test("readQuery() gives defaults where nothing is given", () => {
  assertEquals(read(""), { rows: 5, loop: undefined, filter: "a", edit: [] });
});

Deno.test("readQuery() reads every option", () => {
  assertEquals(read("edit=3:1&filter=b&loop=false&rows=9"), {
    rows: 9,
    loop: false,
    filter: "b",
    edit: [{ direction: 3, strength: 1 }],
  });
});

Deno.test("readQuery() names what is wrong", () => {
  for (
    const [query, option, allowed] of [
      ["rows=10", "rows", "an integer from 1 to 9"],
      ["rows=1&rows=1", "rows", "an integer from 1 to 9"],
      ["loop", "loop", "true or false"],
      ["filter=c", "filter", "a or b"],
      ["row=1", "row", "rows, loop, filter, edit"],
      ["=1", "", "rows, loop, filter, edit"],
      ["toString=1", "toString", "rows, loop, filter, edit"],
    ] as const
  ) {
    const problem = assertThrows(() => read(query), Problem);
    assertEquals(problem.status, 400);
    assertEquals(problem.more, { option, allowed }, query);
  }
});

Deno.test("readQuery() does not repeat long texts", () => {
  const problem = assertThrows(() => read(`rows=${"9".repeat(999)}`), Problem);
  assertEquals(
    problem.detail,
    `rows is "${"9".repeat(39)}…": it must be an integer from 1 to 9.`,
  );
});

Deno.test("canonicalQuery() does not depend on how options were written", () => {
  const canonical = (query: string) => canonicalQuery(TABLE, read(query));
  assertEquals(canonical(""), "");
  assertEquals(canonical("rows=5&filter=a"), "");
  assertEquals(canonical("filter=b&rows=07"), "?rows=7&filter=b");
  assertEquals(canonical("loop=false"), "?loop=false");
  assertEquals(canonical("edit=7:-1.50,3:.5,4:0"), "?edit=3:0.5,7:-1.5");
  assertEquals(canonical("edit=3%3A0"), "");
});
