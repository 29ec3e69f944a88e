import type { Stopgap } from '../../../../server/protocol/stopgap.ts';
import type { StepView } from '../checklist/step-rows.ts';

/** What is written of a hand-off and not given yet. */
export interface HandoffDraft {
  impact: string;
  tried: string;
  questions: string;
}
export type HandoffField = keyof HandoffDraft;

/** What a hand-off asks, in its order. */
export const handoffFields: readonly {
  key: HandoffField;
  name: string;
  invitation: string;
  isNeeded: boolean;
}[] = [
  {
    key: 'impact',
    name: 'Impact',
    invitation: 'Who cannot do what, since when, and does it still hurt?',
    isNeeded: true,
  },
  {
    key: 'tried',
    name: 'What was tried',
    invitation: 'What was done, and what came of it?',
    isNeeded: false,
  },
  {
    key: 'questions',
    name: 'Open questions',
    invitation: 'What only they can know or decide',
    isNeeded: false,
  },
];

/** What of the room a hand-off is drafted from. */
export interface HandoffSources {
  /** What was last said for others to quote. */
  status: string | null;
  title: string;
  steps: readonly Pick<StepView, 'text' | 'state'>[];
  stopgaps: readonly Pick<Stopgap, 'what' | 'state'>[];
}

/** Lines of a draft; the rest is in the checklist. */
const mostLines = 12;

/** A first draft, from what people have said and ticked: to be corrected, not to be believed. */
export function draftFrom({ status, title, steps, stopgaps }: HandoffSources): HandoffDraft {
  const done = steps.flatMap((step) => {
    const words = triedInWords(step);
    return words === null ? [] : [words];
  });
  const inPlace = stopgaps
    .filter(({ state }) => state === 'open')
    .map(({ what }) => `- Stopgap in place: ${firstLine(what)}`);
  const failed = steps
    .filter(({ state }) => state.status === 'failed')
    .map(({ text }) => `- Why did this fail: ${firstLine(text)}`);
  return {
    impact: status?.trim() || title,
    tried: [...done, ...inPlace].slice(0, mostLines).join('\n'),
    questions: failed.slice(0, mostLines).join('\n'),
  };
}

function triedInWords({ text, state }: HandoffSources['steps'][number]): string | null {
  const { status, answer, reason } = state;
  if (status !== 'done' && status !== 'failed') return null;
  const what = `- ${firstLine(text)}`;
  if (status === 'failed') return `${what}: failed${reason === null ? '' : `, ${reason}`}`;
  return answer === null ? what : `${what} ${answer}`;
}

/** The beginning of a step or a stopgap, without the marks of Markdown. */
export function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const plain = line
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*_]+/g, '')
    .trim();
  const characters = [...plain];
  return characters.length <= 160 ? plain : `${characters.slice(0, 159).join('')}…`;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const nameOf = (incidentId: string) => `handoff ${incidentId}`;

/** What was begun before the window was loaded anew; null when nothing was, or it cannot be read. */
export function readDraft(store: Store, incidentId: string): HandoffDraft | null {
  try {
    const found: unknown = JSON.parse(store.getItem(nameOf(incidentId)) ?? 'null');
    return isDraft(found) ? found : null;
  } catch {
    return null;
  }
}

/** A store that is full or forbidden costs the draft only once the window is closed. */
export function keepDraft(store: Store, incidentId: string, draft: HandoffDraft | null): void {
  try {
    if (draft === null) store.removeItem(nameOf(incidentId));
    else store.setItem(nameOf(incidentId), JSON.stringify(draft));
  } catch {
    // What was written is still in the window.
  }
}

function isDraft(value: unknown): value is HandoffDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Record<string, unknown>;
  return handoffFields.every(({ key }) => typeof draft[key] === 'string');
}
