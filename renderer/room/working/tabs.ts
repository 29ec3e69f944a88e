import type { WorkTab } from '../../../main/ipc/work-views.ts';
import type { Command } from '../../../server/protocol/commands.ts';

/** What stands beside the conversation, in the order of its tabs. */
export const tabs: readonly WorkTab[] = ['checklist', 'stopgaps', 'context', 'card', 'handoff'];

export const tabNames: Record<WorkTab, string> = {
  checklist: 'Checklist',
  stopgaps: 'Stopgaps',
  context: 'Context',
  card: 'Card',
  handoff: 'Hand-off',
};

/** What stands beside the name of a tab. */
export interface TabCount {
  text: string;
  /** The same for who does not see it. */
  words: string;
  /** Something there wants to be looked at. */
  isUrgent: boolean;
}

/** The tab that tells what became of a command; null where the conversation does. */
export function tabOf({ type }: Pick<Command, 'type'>): WorkTab | null {
  if (/^(?:checklist|step)\./.test(type)) return 'checklist';
  if (type.startsWith('stopgap.')) return 'stopgaps';
  if (type.startsWith('handoff.')) return 'handoff';
  return type.startsWith('card.') ? 'card' : null;
}

const key = 'tocsin.room.tab';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** The tab that the reader looked at last; whatever cannot be read is as if there had been none. */
export function readTab(store: Store): WorkTab {
  try {
    const kept = store.getItem(key);
    return tabs.find((tab) => tab === kept) ?? 'checklist';
  } catch {
    return 'checklist';
  }
}

/** Keeps the choice for the next room. */
export function keepTab(store: Store, tab: WorkTab): void {
  try {
    store.setItem(key, tab);
  } catch {
    // A full or forbidden store must not get in the way of an incident.
  }
}
