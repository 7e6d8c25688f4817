import { assertEquals } from "@std/assert";
import {
  operatorTable,
  operatorTimes,
  profilesIn,
} from "../../bench/operator_times.ts";

function run(start: number, end: number) {
  return { cat: "Session", name: "model_run", ts: start, dur: end - start };
}

function node(operator: string, ts: number, dur: number) {
  return {
    cat: "Node",
    name: `${operator}_7_kernel_time`,
    ts,
    dur,
    args: { op_name: operator },
  };
}

function kernel(operator: string, ts: number, dur: number) {
  return { cat: "Api", name: `${operator}_7&${operator}&Part`, ts, dur };
}

Deno.test("operatorTimes() is the mean of the runs after the first", () => {
  const profile = [
    node("Conv", 10, 9000),
    node("Add", 20, 9000),
    run(5, 30),
    { ...node("Conv", 41, 1), name: "Conv_7_fence_before" },
    node("Conv", 42, 2000),
    node("Add", 44, 1000),
    node("Conv", 46, 4000),
    run(40, 50),
    node("Conv", 52, 3000),
    node("Add", 54, 3000),
    node("Conv", 56, 1000),
    run(51, 60),
  ];
  assertEquals(operatorTimes([JSON.stringify(profile)]), [
    { operator: "Conv", milliseconds: 5, nodes: 2 },
    { operator: "Add", milliseconds: 2, nodes: 1 },
  ]);
});

Deno.test("operatorTimes() takes the times of the GPU where there are any", () => {
  const profile = [
    node("Conv", 1010, 1),
    run(1005, 1020),
    node("Conv", 1030, 1),
    run(1025, 1040),
    // Another clock, in any order.
    kernel("Conv", 7, 3000),
    kernel("Conv", 5, 9000),
  ];
  assertEquals(operatorTimes([JSON.stringify(profile)]), [
    { operator: "Conv", milliseconds: 3, nodes: 1 },
  ]);
});

Deno.test("operatorTimes() adds up sessions", () => {
  const profile = JSON.stringify([
    run(1, 2),
    node("Relu", 4, 500),
    run(3, 5),
  ]);
  assertEquals(operatorTimes([profile, profile]), [
    { operator: "Relu", milliseconds: 1, nodes: 2 },
  ]);
});

Deno.test("profilesIn() finds what onnxruntime prints among other lines", () => {
  const printed = `hello\n[\n{"cat" : "Node"},\n{"dur" :1}\n]\n\n[\n{}\n]\n`;
  assertEquals(profilesIn(printed).map((json) => JSON.parse(json)), [
    [{ cat: "Node" }, { dur: 1 }],
    [{}],
  ]);
});

Deno.test("operatorTable() gathers what is small", () => {
  assertEquals(
    operatorTable([
      { operator: "Conv", milliseconds: 199.5, nodes: 2 },
      { operator: "Add", milliseconds: 0.25, nodes: 3 },
      { operator: "Sub", milliseconds: 0.25, nodes: 1 },
    ]),
    [
      "operator  ms a step     part  nodes",
      "Conv         199.50   99.8 %      2",
      "others         0.50    0.3 %      4",
      "all          200.00  100.0 %      6",
    ].join("\n"),
  );
});
