/** How many stopgaps nobody has answered for: "2 stopgaps open". */
export function openStopgapsInWords(count: number): string {
  return count === 1 ? '1 stopgap open' : `${count} stopgaps open`;
}

/** Why an incident cannot be resolved yet, and what to do. */
export function whyNotResolved(count: number): string {
  return count === 1
    ? '1 stopgap is open. Once it is undone or permanent, the incident can be resolved.'
    : `${count} stopgaps are open. Once each is undone or permanent, the incident can be resolved.`;
}
