/** Alternative names, by name. */
export type Aliases = Readonly<
  Record<string, string | readonly string[] | undefined>
>;

/** The names of a list that are known here and lead to no tree inside. */
type Plain<Name> = Name extends string ? string extends Name ? never
  : Name extends `${string}.${string}` ? never
  : Name
  : never;

/** A name together with its aliases. */
type WithAliases<Name extends string, Alias> = Name extends keyof Alias
  ? Alias[Name] extends string ? Name | Alias[Name]
  : Alias[Name] extends readonly (infer Other extends string)[] ? Name | Other
  : Name
  : Name;

/** What the command line makes of a name that it gives. */
type Given<Name, Booleans, Strings, Collected, Negatable> =
  | (Name extends Negatable ? Name extends Booleans ? never : false : never)
  | (Name extends Collected ? One<Name, Booleans, Strings>[]
    : One<Name, Booleans, Strings>);
type One<Name, Booleans, Strings> = Name extends Strings ? string
  : Name extends Booleans ? boolean
  : unknown;

/** The value of a name that is always there: what is given or the default. */
type Present<Name, Given, Defaults> = unknown extends Given ? unknown
  : Name extends keyof Defaults ? Given | Defaults[Name]
  : Given;

/**
 * The value of a parse. Dotted names are left to the index signature: what
 * they lead to is `unknown`.
 */
export type Values<Booleans, Strings, Collected, Negatable, Defaults, Alias> =
  & Record<string, unknown>
  & {
    [
      Name in Plain<Booleans | Collected | keyof Defaults> as WithAliases<
        Name,
        Alias
      >
    ]: Present<
      Name,
      Given<Name, Booleans, Strings, Collected, Negatable>,
      Defaults
    >;
  }
  & {
    [
      Name in Exclude<
        Plain<Strings>,
        Booleans | Collected | keyof Defaults
      > as WithAliases<Name, Alias>
    ]?: Given<Name, Booleans, Strings, Collected, Negatable>;
  };

/** An intersection of object types written out as one. */
export type Flat<T> = { [Key in keyof T]: T[Key] };

/** The arguments after `--`, where the parse keeps them apart. */
export type AfterDoubleDash<DoubleDash> = boolean extends DoubleDash
  ? Partial<Rest>
  : true extends DoubleDash ? Rest
  : unknown;

/** The arguments after `--`. */
interface Rest {
  /** The arguments after `--`. */
  "--": string[];
}
