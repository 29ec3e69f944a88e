/** How one transaction went; durations in milliseconds. */
export interface BatchReport {
  /** Requests and commands in it. */
  jobCount: number;
  eventCount: number;
  /** Jobs that went on waiting for the next one. */
  queueLength: number;
  /** How long its oldest job had waited. */
  waitMs: number;
  /** Rules and rows of all its jobs. */
  decideMs: number;
  /** `commit` with its fsync. */
  commitMs: number;
  /** False when the journal could not be written. */
  isCommitted: boolean;
}

/** Callbacks for metrics; they must not throw. */
export interface JournalObserver {
  onBatch?: (report: BatchReport) => void;
}
