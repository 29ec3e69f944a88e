import type { IncidentRow } from '../../main/ipc/views.ts';

/** A line of the list of incidents, in the order of drawing. */
export type ListItem =
  | { kind: 'heading'; key: string; text: string }
  | { kind: 'nothing'; key: string; text: string }
  | { kind: 'incident'; key: string; row: IncidentRow };

/** Open incidents under their heading, then the resolved ones under theirs. */
export function listItems(
  open: readonly IncidentRow[],
  recent: readonly IncidentRow[],
): ListItem[] {
  const items: ListItem[] = [{ kind: 'heading', key: 'open', text: `Open (${open.length})` }];
  if (open.length === 0) items.push({ kind: 'nothing', key: 'none', text: 'Nothing is open.' });
  items.push(...open.map(toItem));
  if (recent.length === 0) return items;
  items.push({ kind: 'heading', key: 'recent', text: 'Resolved lately' });
  items.push(...recent.map(toItem));
  return items;
}

function toItem(row: IncidentRow): ListItem {
  return { kind: 'incident', key: row.id, row };
}
