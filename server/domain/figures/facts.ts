/**
 * What is counted. Services, people and lists of callees are given by short numbers; times are epoch
 * ms, durations ms since the incident opened.
 */
export interface IncidentFact {
  openedMs: number;
  number: number;
  service: number;
  /** Called as it opened. */
  callees: number;
  /** Of the first acknowledgement of the seat, and by whom. */
  developerAfterMs: number | null;
  developerBy: number | null;
  sreAfterMs: number | null;
  sreBy: number | null;
  /** Or resolved, whichever came first. */
  mitigatedAfterMs: number | null;
  isNoise: number;
}

/** Who began to be called after an incident had opened. */
export interface CallFact {
  atMs: number;
  number: number;
  service: number;
  callees: number;
}

export interface StopgapFact {
  installedMs: number;
  /** Null while it is open. */
  endedMs: number | null;
  service: number;
  owner: number | null;
}

export interface ExtensionFact {
  atMs: number;
  service: number;
  owner: number | null;
}
