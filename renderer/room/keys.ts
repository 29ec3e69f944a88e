import { type KeyPress, shortcutLetter } from '../design/keys.ts';
import { regions, type Region } from './frame/layout.ts';
import { checklistKeys } from './working/checklist/keys.ts';
import { conversationKeys } from './conversation/keys.ts';
import type { RoomAction } from './header/offers.ts';

/** What a key does in a room, wherever in it the focus is. */
export type RoomKey =
  | { kind: 'act'; actions: readonly RoomAction[] }
  | {
      kind:
        'snooze' | 'choose-severity' | 'page-somebody' | 'show-on-board' | 'show-keys' | 'search';
    }
  | { kind: 'region'; region: Region }
  | { kind: 'next-region'; step: 1 | -1 };

const letters: Record<string, RoomKey> = {
  A: { kind: 'act', actions: ['acknowledge'] },
  U: { kind: 'act', actions: ['unacknowledge'] },
  M: { kind: 'act', actions: ['mitigate', 'unmitigate'] },
  R: { kind: 'act', actions: ['resolve'] },
  S: { kind: 'act', actions: ['silence'] },
  E: { kind: 'act', actions: ['decline'] },
  Z: { kind: 'snooze' },
  V: { kind: 'choose-severity' },
  P: { kind: 'page-somebody' },
  B: { kind: 'show-on-board' },
};

/** What a key means; null when nothing. Single letters belong to whoever writes: see `isInField`. */
export function roomKeyOf(press: KeyPress, isInField: boolean): RoomKey | null {
  if (press.key === 'F6') return { kind: 'next-region', step: press.shiftKey ? -1 : 1 };
  const hasCommand = (press.ctrlKey || press.metaKey) && !press.altKey && !press.shiftKey;
  if (hasCommand) {
    const region = regions[Number(/^Digit([123])$/.exec(press.code)?.[1] ?? 0) - 1];
    if (region !== undefined) return { kind: 'region', region };
    return press.key.toLowerCase() === 'k' ? { kind: 'search' } : null;
  }
  if (isInField) return null;
  if (press.key === '?') return { kind: 'show-keys' };
  return press.shiftKey ? null : (letters[shortcutLetter(press) ?? ''] ?? null);
}

export interface KeyGroup {
  title: string;
  keys: readonly { keys: readonly string[]; does: string }[];
}

/** All keys of a room, for the reader: the one place where they are written down. */
export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'The incident',
    keys: [
      { keys: ['A'], does: 'I have it' },
      { keys: ['U'], does: 'Give it back' },
      { keys: ['M'], does: 'Mitigated, or not any more' },
      { keys: ['R', 'R'], does: 'Resolve: asks once more' },
      { keys: ['S'], does: 'Silence while it rings' },
      { keys: ['E', 'E'], does: 'Can’t come, call the next: asks once more' },
      { keys: ['Z'], does: 'Snooze: have it, and be asked again later' },
      { keys: ['V'], does: 'Choose the severity' },
      { keys: ['P'], does: 'Page somebody' },
      { keys: ['B'], does: 'Show on the board' },
    ],
  },
  { title: 'The conversation', keys: conversationKeys },
  { title: 'A step of the checklist (Ctrl+3 goes there)', keys: checklistKeys },
  {
    title: 'Getting about',
    keys: [
      { keys: ['Ctrl+K'], does: 'Search all incidents' },
      { keys: ['Ctrl+1'], does: 'Who and state' },
      { keys: ['Ctrl+2'], does: 'Conversation' },
      { keys: ['Ctrl+3'], does: 'Working side' },
      { keys: ['F6', 'Shift+F6'], does: 'Next region, the one before' },
      { keys: ['←', '→'], does: 'On a border: resize. Enter folds the side away' },
      { keys: ['←', '→'], does: 'On a chart: read its values' },
      { keys: ['?'], does: 'These keys' },
    ],
  },
];
