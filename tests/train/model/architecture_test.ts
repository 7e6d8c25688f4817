import { assertThrows } from "@std/assert";
import { UserError } from "../../../core/user_error.ts";
import { checkArchitecture } from "../../../train/model/architecture.ts";

const good = { d: 64, height: 64, width: 96 };

Deno.test("checkArchitecture() accepts sides that are multiples of 16", () => {
  checkArchitecture(good);
  checkArchitecture({ d: 1, height: 16, width: 16 });
  checkArchitecture({ d: 3, height: 48, width: 80 });
});

for (
  const [problem, change, message] of [
    [
      "a height is no multiple of 16",
      { height: 60 },
      "height is 60: it must be a positive multiple of 16",
    ],
    [
      "a width is no multiple of 16",
      { width: 72 },
      "width is 72: it must be a positive multiple of 16",
    ],
    ["a side is 0", { width: 0 }, "width is 0"],
    ["a side is negative", { height: -16 }, "height is -16"],
    ["a side is no integer", { height: 16.5 }, "height is 16.5"],
    ["a side is not a number", { width: NaN }, "width is NaN"],
    ["d is 0", { d: 0 }, "d is 0: it must be an integer from 1"],
    ["d is no integer", { d: 2.5 }, "d is 2.5: it must be an integer from 1"],
  ] as const
) {
  Deno.test(`checkArchitecture() throws when ${problem}`, () => {
    assertThrows(
      () => checkArchitecture({ ...good, ...change }),
      UserError,
      message,
    );
  });
}
