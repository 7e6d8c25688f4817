/** One turn of the event loop: without it no signal would ever arrive. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
