/**
 * A function that does its work once nobody has called it for a while, with the
 * arguments of the last call.
 *
 * @param wait Milliseconds without a call.
 * @param work What to do.
 */
export function debounce<Arguments extends unknown[]>(
  wait: number,
  work: (...values: Arguments) => void,
): (...values: Arguments) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), wait);
  };
}
