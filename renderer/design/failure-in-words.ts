/** What a refused request says to its reader, without the name of the call that Electron adds. */
export function failureInWords(fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  const words = message
    .replace(/^Error invoking remote method '[^']*': /, '')
    .replace(/^(?:[A-Z]\w*)?Error: /, '')
    .trim();
  return words === '' ? 'It did not work, and nobody said why.' : words;
}
