import { scoreGenerator, type Scores, type Work } from "./own_runs.ts";
import { scoreTable } from "./score_table.ts";

/** A way to come to a generator. */
export interface TrainedPeer {
  /** Its name in the table. */
  readonly name: string;
  /**
   * Trains it.
   *
   * @param seed Start of all randomness.
   * @param folder An empty folder for it.
   * @returns Folder of a run or of a frozen generator.
   */
  train(seed: number, folder: string): Promise<string>;
}

/** Scores of a generator that was trained before, if it was. */
async function readScores(file: string): Promise<Scores | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Trains a peer in a folder, or takes what an earlier bench has left there. */
async function trainAndScore(
  work: Work,
  { train }: TrainedPeer,
  seed: number,
  folder: string,
): Promise<Scores> {
  const file = `${folder}/scores.json`;
  const known = await readScores(file);
  if (known !== undefined) return known;
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });
  const scores = await scoreGenerator(work, await train(seed, folder));
  await Deno.writeTextFile(file, JSON.stringify(scores));
  return scores;
}

/**
 * Trains every peer with every seed, scores all with the same code, and prints
 * a line for each and a table of them all.
 *
 * @param work What the peers are trained on, and how many seeds there are.
 * @param peers What to compare.
 * @param keep Folder that keeps what is trained: a bench that was interrupted
 * goes on from there, if its work is the same. A temporary one by default.
 * @throws {UserError} If a peer fails.
 */
export async function compareScores(
  work: Work,
  peers: readonly TrainedPeer[],
  keep?: string,
): Promise<void> {
  const scored = peers.map(({ name }) => ({ name, scores: [] as Scores[] }));
  const folder = keep ?? await Deno.makeTempDir();
  try {
    for (let seed = work.seed; seed < work.seed + work.seeds; seed++) {
      for (const [index, peer] of peers.entries()) {
        const start = performance.now();
        const own = `${folder}/${peer.name.replaceAll(/[^\w.-]+/g, "_")}`;
        const scores = await trainAndScore(work, peer, seed, `${own}/${seed}`);
        const minutes = (performance.now() - start) / 60_000;
        scored[index]?.scores.push(scores);
        console.log(
          `seed ${seed}, ${peer.name}: KID ${scores.kid?.toFixed(3)}, recall ${
            scores.recall?.toFixed(2)
          }, ${minutes.toFixed(1)} min`,
        );
      }
    }
  } finally {
    if (keep === undefined) await Deno.remove(folder, { recursive: true });
  }
  console.log(`\n${scoreTable(scored)}`);
}
