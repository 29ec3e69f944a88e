/** What time a metric is asked for. */
export interface MetricWindow {
  /** Unix seconds, as `endSeconds` and `stepSeconds`. */
  startSeconds: number;
  endSeconds: number;
  stepSeconds: number;
}

const hourSeconds = 3_600;

/** After the alert nothing is asked for beyond this, so that the hour before keeps its detail. */
const afterSeconds = 3 * hourSeconds;

const pointCount = 240;

/**
 * The hour before an alert, until now, in steps of which there are at most 240. Both ends lie on
 * whole minutes, so that incidents of the same minute can share an answer.
 */
export function windowOf(alertMs: number, nowMs: number): MetricWindow {
  const minute = (ms: number) => Math.floor(ms / 60_000) * 60;
  const alertSeconds = minute(alertMs);
  const startSeconds = alertSeconds - hourSeconds;
  const endSeconds = Math.max(
    alertSeconds,
    Math.min(Math.floor(nowMs / 1_000), alertSeconds + afterSeconds),
  );
  const stepSeconds = Math.ceil((endSeconds - startSeconds) / (pointCount - 1));
  return { startSeconds, endSeconds, stepSeconds };
}
