import type { Alert } from '../../server/protocol/alert.ts';
import { severityRank } from '../../server/protocol/severity.ts';

/** What fires before what has ended, the worst of it first; what is equal stays in its order. */
export function worstFirst(alerts: readonly Alert[]): Alert[] {
  const isOver = ({ status }: Alert) => (status === 'resolved' ? 1 : 0);
  return [...alerts].sort(
    (a, b) => isOver(a) - isOver(b) || severityRank(a.severity) - severityRank(b.severity),
  );
}
