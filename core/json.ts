/**
 * Reads JSON that people may have edited: some editors put a byte-order mark in
 * front, which is no part of it.
 *
 * @param text Content of a file.
 * @throws {SyntaxError} If it is not JSON.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, ""));
}
