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
 * The hour before an alert, until now, in at most 240 points. The last one is the newest: a step
 * that ends a little before it would leave out what the alert is about.
 */
export function windowOf(alertMs: number, nowMs: number): MetricWindow {
  const alertSeconds = Math.floor(alertMs / 1_000);
  const endSeconds = Math.max(
    alertSeconds,
    Math.min(Math.floor(nowMs / 1_000), alertSeconds + afterSeconds),
  );
  const spanSeconds = endSeconds - (alertSeconds - hourSeconds);
  const stepSeconds = Math.ceil(spanSeconds / (pointCount - 2));
  const stepCount = Math.ceil(spanSeconds / stepSeconds);
  return { startSeconds: endSeconds - stepCount * stepSeconds, endSeconds, stepSeconds };
}
