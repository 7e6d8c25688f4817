/**
 * Text from a file as a message may show it: on one line, of bounded length, and
 * without characters that a terminal takes for commands.
 *
 * @param text Any text.
 * @param maxLength Characters after which it is cut off; by default enough for
 * a name.
 */
export function shown(text: string, maxLength = 80): string {
  const short = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return short.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd");
}
