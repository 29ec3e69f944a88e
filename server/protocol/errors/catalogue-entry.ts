export interface CatalogueEntry {
  /** HTTP status of a refused request. */
  httpStatus: number;
  /** WebSocket close code when the error ends the session, else null. */
  closeCode: number | null;
  /** Whether the same request can succeed later without a change. */
  retryable: boolean;
  /** What happened, for a person. */
  message: string;
  /** What to do next, for a person. */
  remedy: string;
}
