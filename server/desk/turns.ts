/** How long work goes on before other work gets a turn. */
const turnMs = 5;

/** Gives every item to `take`, in turns short enough for a heartbeat not to wait. */
export async function inTurns<Item>(
  items: Iterable<Item>,
  take: (item: Item) => void,
): Promise<void> {
  let turnEndsMs = performance.now() + turnMs;
  for (const item of items) {
    take(item);
    if (performance.now() < turnEndsMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turnEndsMs = performance.now() + turnMs;
  }
}
