/**
 * Reads the JSON objects of a file that has one on each line, piece by piece:
 * the log of a long run is large. Lines that are not whole, as a run that was
 * killed leaves them, are passed over.
 *
 * @param path Path of the file; none is an empty one.
 * @returns The objects, in order.
 */
export async function* jsonLines(
  path: string,
): AsyncGenerator<Record<string, unknown>> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  let rest = "";
  for await (
    const text of file.readable.pipeThrough(new TextDecoderStream())
  ) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield* parsed(line);
  }
  yield* parsed(rest);
}

function* parsed(line: string): Generator<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      yield { ...value };
    }
  } catch {
    // Not whole.
  }
}
