import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  classOfSeed,
  drawnClasses,
  labels,
  labelWay,
  oneHot,
} from "../../../core/noise/label.ts";

const CLASSES = [
  { name: "boot", pictures: 3000 },
  { name: "empty", pictures: 0 },
  { name: "bag", pictures: 1000 },
];

Deno.test("oneHot() has a 1 in the column of the class", () => {
  assertEquals([...oneHot([2, 0], CLASSES)], [0, 0, 1, 1, 0, 0]);
});

Deno.test("drawnClasses() draws classes as often as they have pictures", () => {
  const drawn = drawnClasses(7, "generatorLabels", 3, 4000, CLASSES);
  const share = (index: number) =>
    drawn.filter((label) => label === index).length / drawn.length;
  assert(Math.abs(share(0) - 0.75) < 0.03, `${share(0)}`);
  assertEquals(share(1), 0);
  // Where sizes are not known, all are alike.
  const alike = CLASSES.map(({ name }) => ({ name }));
  const even = drawnClasses(7, "generatorLabels", 3, 4000, alike);
  for (const index of [0, 1, 2]) {
    const part = even.filter((label) => label === index).length / even.length;
    assert(Math.abs(part - 1 / 3) < 0.03, `${part}`);
  }
});

Deno.test("drawnClasses() gives other classes for another stream, step or seed", () => {
  const draw = (...[seed, stream, step]: Parameters<typeof drawnClasses>) =>
    drawnClasses(seed, stream, step, 64, CLASSES).join("");
  const drawn = [
    draw(1, "generatorLabels", 0, 0, []),
    draw(1, "discriminatorLabels", 0, 0, []),
    draw(1, "generatorLabels", 1, 0, []),
    draw(2, "generatorLabels", 0, 0, []),
  ];
  assertEquals(new Set(drawn).size, 4);
});

Deno.test("classOfSeed() is the same everywhere", () => {
  const four = ["a", "b", "c", "d"].map((name) => ({ name }));
  const drawn = Array.from(
    { length: 12 },
    (_, seed) => classOfSeed(seed, four),
  );
  assertEquals(drawn, [1, 1, 2, 1, 2, 0, 2, 2, 2, 1, 1, 3]);
});

Deno.test("labels() are of the class that is named, or of each seed's", () => {
  assertEquals([...labels([5, 6], CLASSES, "bag")], [0, 0, 1, 0, 0, 1]);
  assertEquals(
    labels([5, 6], CLASSES),
    oneHot([classOfSeed(5, CLASSES), classOfSeed(6, CLASSES)], CLASSES),
  );
  assertThrows(
    () => labels([5], CLASSES, "sock"),
    RangeError,
    "There is no class sock, only boot, empty, bag",
  );
});

Deno.test("labelWay() goes straight from one label to another", () => {
  const way = labelWay(Float32Array.of(1, 0), Float32Array.of(0, 1), 5);
  assertEquals([...way], [1, 0, 0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 0, 1]);
});
