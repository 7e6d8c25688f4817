/** One thing that a client takes, and how much it likes it. */
export interface Preference {
  /** The thing, in lower case: `image/*`, `gzip`. */
  readonly name: string;
  /** From 0, not at all, to 1. */
  readonly quality: number;
}

const QUALITY = /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/i;

/**
 * Reads a header of weighted preferences (RFC 9110, section 12.4.2).
 *
 * @param header For instance `gzip, br;q=0.5`; parameters but `q` are left out.
 * @returns What it lists, in its order.
 */
export function readPreferences(header: string): Preference[] {
  return header.split(",").map((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) =>
      text.trim().toLowerCase()
    );
    const weight = parameters.find((parameter) => QUALITY.test(parameter));
    return { name, quality: Number(weight?.slice(2) ?? 1) };
  });
}
