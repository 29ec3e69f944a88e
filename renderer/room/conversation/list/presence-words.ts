/** Who writes just now: "Ana is writing…", "Ana and Bo are writing…", "3 people are writing…". */
export function presenceInWords(names: readonly string[]): string {
  const [first, second, third] = names;
  if (first === undefined) return '';
  if (second === undefined) return `${first} is writing…`;
  if (third === undefined) return `${first} and ${second} are writing…`;
  return `${names.length} people are writing…`;
}
