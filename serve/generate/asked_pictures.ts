import { UserError } from "../../core/user_error.ts";
import { MAX_SEED, seedOf } from "../../core/noise/seed.ts";

/** A picture that a command line asks for. */
export interface AskedPicture {
  /** Integer in [0, 2³²). */
  readonly seed: number;
  /** What it was asked for by, as the name of a file without its ending. */
  readonly name: string;
}

/** Text that asks for a picture, where no file can be called so. */
const UNSAFE = /^\.|[/\\:*?"<>|\p{C}]/gu;

function named(text: string): AskedPicture {
  const seed = seedOf(text);
  const safe = text.replaceAll(UNSAFE, "_");
  return { seed, name: safe === text ? text : `${safe}-${seed}` };
}

/**
 * Reads a list of seeds: ranges of numbers, and texts, numbers among them, which
 * stand for the seeds that the service gives them.
 *
 * @param list Like `0-24,77,Ada`.
 * @param most How many pictures may be asked for.
 * @throws {UserError} With exit code 2 if a range goes too far, a range is
 * empty, a part is, or there are too many.
 */
export function readAskedPictures(list: string, most: number): AskedPicture[] {
  const refuse = (rule: string): never => {
    throw new UserError(`--seeds is ${list}: ${rule}`, 2);
  };
  const asked: AskedPicture[] = [];
  for (const part of list.split(",").map((part) => part.trim())) {
    const range = /^(\d+)-(\d+)$/.exec(part);
    if (part === "") refuse("between commas must be a seed");
    else if (range === null) asked.push(named(part));
    else {
      const [first, last] = [Number(range[1]), Number(range[2])];
      if (last > MAX_SEED) {
        return refuse(`the numbers of a range must be from 0 to ${MAX_SEED}`);
      }
      if (first > last) refuse(`${part} must go from low to high`);
      if (asked.length + last - first >= most) {
        refuse(`it must have no more than ${most} pictures`);
      }
      for (let seed = first; seed <= last; seed++) {
        asked.push({ seed, name: `${seed}` });
      }
    }
  }
  return asked.length <= most
    ? asked
    : refuse(`it must have no more than ${most} pictures`);
}
