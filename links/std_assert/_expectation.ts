/** What a test expects of an error. */
export interface Expectation<E extends Error> {
  /** The class that the error has to be an instance of. */
  ErrorClass?: (abstract new (...args: never[]) => E) | undefined;
  /** Text that its message has to contain. */
  msgIncludes?: string | undefined;
  /** The caller's own words for the failure. */
  msg?: string | undefined;
}

/** The arguments after the function, in both of their orders. */
export type ExpectationArguments<E extends Error> =
  | [msg?: string | undefined]
  | [
    ErrorClass: abstract new (...args: never[]) => E,
    msgIncludes?: string | undefined,
    msg?: string | undefined,
  ];

/** Reads the arguments of `assertThrows` and `assertRejects`. */
export function readExpectation<E extends Error>(
  args: ExpectationArguments<E>,
): Expectation<E> {
  const [first, msgIncludes, msg] = args;
  if (typeof first === "string") return { msg: first };
  return { ErrorClass: first, msgIncludes, msg };
}
