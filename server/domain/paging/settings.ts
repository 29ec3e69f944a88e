/** What the config says of drills, links and silences. Times in ms. */
export interface PagingSettings {
  /** Whether a shift begins with an audible drill. */
  drillsAtShiftStart: boolean;
  /** How long an audible drill waits to be confirmed. */
  drillConfirmMs: number;
  /** How often the laptops of those on call check themselves. */
  selfCheckEveryMs: number;
  /** So long after it failed, somebody else is offered the shift. */
  offerAfterMs: number;
  /** Without a link for so long, whoever is on call counts as nobody. */
  unreachableAfterMs: number;
  /** Without `sounded` for so long, a page goes on to the person's channels. */
  unheardToChannelsMs: number;
  /** Without `sounded` for so long, a page goes on to the next person. */
  unheardToNextMs: number;
  /** No silence may be longer. */
  longestSilenceMs: number;
  /** How long the link in a message may be used. */
  linkLifetimeMs: number;
  /** Messages to one person over one channel in an hour. */
  deliveriesPerHour: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const defaultPagingSettings: PagingSettings = {
  drillsAtShiftStart: true,
  drillConfirmMs: 5 * minuteMs,
  selfCheckEveryMs: 4 * hourMs,
  offerAfterMs: 15 * minuteMs,
  unreachableAfterMs: 10 * minuteMs,
  unheardToChannelsMs: 10_000,
  unheardToNextMs: 20_000,
  longestSilenceMs: 31 * 24 * hourMs,
  linkLifetimeMs: 24 * hourMs,
  deliveriesPerHour: 60,
};
