/** What is left of a text when its secrets are taken out. */
export interface Redacted {
  text: string;
  /** Places where a mark now stands. */
  count: number;
}

/** Takes the secrets out of one line. */
export type RedactLine = (line: string) => Redacted;
