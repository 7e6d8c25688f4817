/**
 * Training beside other libraries on the same processor:
 * `deno task bench training`.
 *
 * All peers train the same networks on the same work; they take turns, so that
 * a machine that slows down slows down all. PyTorch runs on one thread and on
 * all, since on few cores one is sometimes faster. A peer that is missing, or
 * takes too long, is named and left out. On a machine that others use as well,
 * processor time says more than the clock.
 *
 * Needs `python3` with `torch` (Debian: python3-torch and libopenblas0-pthread).
 * TensorFlow.js and jax-js are fetched from npm by their first turn, 300 MB, into
 * `bench/peers/javascript/`.
 *
 * @module
 */

import type { Command, OptionTable } from "../core/command_line/command.ts";
import { parseCommandLine } from "../core/command_line/parse.ts";
import { runCommand } from "../core/command_line/run_command.ts";
import { UserError } from "../core/user_error.ts";
import { median } from "./median.ts";
import { BATCH, WIDTHS } from "./options.ts";
import { table } from "./table.ts";
import {
  type StepTimes,
  type TrainingPeer,
  trainingPeers,
} from "./training_peers.ts";

const COMMAND = {
  name: "deno task bench training",
  summary:
    "Prints images per second of training here, in PyTorch, TensorFlow.js and jax-js, in turns, and their ratios.",
  usage: ["[options]"],
  options: {
    d: {
      ...WIDTHS,
      default: [16, 32, 64],
      group: "Work",
      help: "Base widths of the networks",
    },
    batch: BATCH,
    rounds: {
      type: "integer",
      min: 1,
      max: 100,
      default: 5,
      group: "Work",
      placeholder: "N",
      help: "Turns of every peer, of which the median counts",
    },
    steps: {
      type: "integer",
      min: 1,
      max: 100,
      default: 3,
      group: "Work",
      placeholder: "N",
      help: "Steps in a turn, of which the median counts",
    },
    limit: {
      type: "integer",
      min: 1,
      max: 86400,
      default: 180,
      group: "Work",
      placeholder: "SECONDS",
      help: "Longest turn: who takes longer is left out",
    },
    only: {
      type: "string",
      defaultText: "all",
      group: "Peers",
      placeholder: "REGEXP",
      help: "Names of the peers",
    },
    python: {
      type: "string",
      default: "python3",
      group: "Peers",
      placeholder: "COMMAND",
      help: "Python with PyTorch",
    },
  },
} as const satisfies Command<OptionTable>;

/** A peer and the times of its turns so far. */
interface Row {
  readonly peer: TrainingPeer;
  readonly turns: StepTimes[];
}

/** Medians of the turns. */
function medians({ turns }: Row): StepTimes {
  return {
    wall: median(turns.map(({ wall }) => wall)),
    cpu: median(turns.map(({ cpu }) => cpu)),
  };
}

/** The peers' speeds, and how many times faster the first ones are. */
function speedTable(
  rows: readonly Row[],
  batch: number,
): string {
  const own = rows.filter(({ peer }) => peer.own);
  const rate = (seconds: number) => (batch / seconds).toPrecision(3);
  return table([
    [
      "",
      "images/s",
      "turns",
      "per CPU second",
      ...own.flatMap(({ peer: { own } }) => [`${own} ÷`, "by CPU time"]),
    ],
    ...rows.map((row) => {
      const { wall, cpu } = medians(row);
      const walls = row.turns.map((turn) => turn.wall);
      return [
        row.peer.name,
        rate(wall),
        `${rate(Math.max(...walls))} to ${rate(Math.min(...walls))}`,
        rate(cpu),
        ...own.map(medians).flatMap((mine) =>
          [wall / mine.wall, cpu / mine.cpu].map((ratio) => ratio.toFixed(2))
        ),
      ];
    }),
  ]);
}

/**
 * Measures and prints.
 *
 * @param args The command line.
 * @throws {UserError} If the command line is wrong, or no peer is left.
 */
export async function benchTraining(args: readonly string[]): Promise<void> {
  const { help, values } = parseCommandLine(COMMAND, args);
  if (help !== undefined) return console.log(help);
  const { batch, rounds, steps, limit, python } = values;
  const only = new RegExp(values.only ?? "");
  console.log(
    `batch ${batch}, medians of ${rounds} × ${steps} steps; "÷" is how many times faster that device is`,
  );
  for (const d of values.d) {
    let rows: Row[] = trainingPeers({ d, batch, steps, limit, python })
      .filter(({ name }) => only.test(name))
      .map((peer) => ({ peer, turns: [] }));
    for (let round = 0; round < rounds; round++) {
      const left: Row[] = [];
      for (const row of rows) {
        try {
          row.turns.push(await row.peer.takeTurn());
          left.push(row);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          console.log(`d ${d}: ${row.peer.name} is left out: ${error.message}`);
        }
      }
      rows = left;
    }
    if (rows.length === 0) throw new UserError("no peer is left");
    console.log(`\nd ${d}\n${speedTable(rows, batch)}\n`);
  }
}

if (import.meta.main) await runCommand(() => benchTraining(Deno.args));
