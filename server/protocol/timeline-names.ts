/** How a timeline names what it speaks of. */
export interface TimelineNames {
  /** As it stands in the middle of a sentence: "Ana", "you". */
  person(personId: string): string;
  /** An instant as the reader tells time, in a line that stands at `lineAt`. */
  time(instant: string, lineAt: string): string;
  /** What a message said, shortened; null when it is not known. */
  message(messageId: string): string | null;
  /** What a stopgap is, shortened; null when it is not known. */
  stopgap(stopgapId: string): string | null;
}
