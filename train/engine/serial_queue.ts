/**
 * Runs asynchronous tasks one after the other, in the order they came.
 *
 * @returns A function that queues a task and returns its result; a task that
 *   fails does not keep the next from running.
 */
export function serialQueue(): <Result>(
  task: () => Promise<Result>,
) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}
