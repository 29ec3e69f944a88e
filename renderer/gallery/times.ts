/** An instant so many seconds before the gallery was opened. */
export function before(seconds: number): string {
  return new Date(Date.now() - seconds * 1_000).toISOString();
}

/** An instant so many seconds after the gallery was opened. */
export function after(seconds: number): string {
  return before(-seconds);
}

/** An instant so many days from the gallery's opening, at an hour of this laptop's clock. */
export function atHour(hours: number, days: number): string {
  const at = new Date();
  at.setDate(at.getDate() + days);
  at.setHours(hours, 0, 0, 0);
  return at.toISOString();
}
