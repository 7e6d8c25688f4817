/** What the options of a parse say about each name, aliases included. */
export interface Names {
  /** Values that are true or false. */
  readonly booleans: ReadonlySet<string>;
  /** Values that stay strings, even if they look like numbers. */
  readonly strings: ReadonlySet<string>;
  /** Values that are gathered in an array. */
  readonly collected: ReadonlySet<string>;
  /** Names that may be preceded by `no-`. */
  readonly negatable: ReadonlySet<string>;
  /** For every name that has aliases, its other names. */
  readonly others: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether every long option without `=` is a boolean. */
  readonly allBooleans: boolean;
}

/** One or several names, as the options of a parse give them. */
export type NameList = boolean | string | readonly string[] | undefined;

/** The options of a parse that describe names. */
export interface Naming {
  alias?: object | undefined;
  boolean?: NameList;
  string?: NameList;
  collect?: NameList;
  negatable?: NameList;
}

function otherNames(alias: object): Map<string, ReadonlySet<string>> {
  const others = new Map<string, ReadonlySet<string>>();
  for (const [name, list] of Object.entries(alias)) {
    if (list === undefined) throw new TypeError("Alias value must be defined");
    const names = new Set<string>([name].concat(list));
    for (const one of names) {
      others.set(one, names.difference(new Set([one])));
    }
  }
  return others;
}

/** Reads the part of a parse's options that describes names. */
export function readNames(options: Naming): Names {
  const others = otherNames(options.alias ?? {});
  const read = (list: NameList): ReadonlySet<string> => {
    if (typeof list === "boolean") return new Set();
    const names = [list ?? []].flat().filter((name) => name !== "");
    return new Set(
      names.flatMap((name) => [name, ...others.get(name) ?? []]),
    );
  };
  return {
    booleans: read(options.boolean),
    strings: read(options.string),
    collected: read(options.collect),
    negatable: read(options.negatable),
    others,
    allBooleans: options.boolean === true,
  };
}
