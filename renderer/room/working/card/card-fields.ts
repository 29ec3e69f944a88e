import type { CardContent, FollowUp } from '../../../../server/protocol/card.ts';

export type Field = keyof CardContent;
export type TextField = Exclude<Field, 'followUps'>;

/** What a card asks, in its order. What nobody has said yet invites whoever knows it. */
export const textFields: readonly {
  key: TextField;
  name: string;
  invitation: string;
  isNeeded: boolean;
}[] = [
  {
    key: 'symptom',
    name: 'Symptom, as it was seen',
    invitation: 'What did people see first, and where?',
    isNeeded: true,
  },
  {
    key: 'impact',
    name: 'Impact',
    invitation: 'Who could not do what, for how long, and how many were they?',
    isNeeded: false,
  },
  {
    key: 'stopgap',
    name: 'Stopgap',
    invitation: 'What was done in the night so that it stopped hurting?',
    isNeeded: false,
  },
  {
    key: 'cause',
    name: 'Cause',
    invitation: 'Why did it happen? The one sentence that would have helped at 03:00.',
    isNeeded: true,
  },
  {
    key: 'test',
    name: 'The test that would have caught it',
    invitation: 'Which test would have failed before this reached anybody?',
    isNeeded: false,
  },
  {
    key: 'change',
    name: 'Alert or runbook to change',
    invitation: 'Which alert came late or said too little? Which step was missing?',
    isNeeded: false,
  },
];

export const fieldNames: Record<Field, string> = {
  ...(Object.fromEntries(textFields.map(({ key, name }) => [key, name])) as Record<
    TextField,
    string
  >),
  followUps: 'Follow-ups',
};

export const fields: readonly Field[] = [...textFields.map(({ key }) => key), 'followUps'];

/** As the hub keeps it: without follow-ups that say nothing. */
export function tidied(content: CardContent): CardContent {
  const followUps = content.followUps
    .map((one) => ({ ...one, text: one.text.trim() }))
    .filter(({ text }) => text !== '');
  return { ...content, followUps };
}

/** Whether two contents say the same in a field. */
export function isSame(field: Field, one: CardContent, other: CardContent): boolean {
  if (field !== 'followUps') return one[field].trim() === other[field].trim();
  return JSON.stringify(tidied(one).followUps) === JSON.stringify(tidied(other).followUps);
}

export function isSameContent(one: CardContent, other: CardContent): boolean {
  return fields.every((field) => isSame(field, one, other));
}

/** The content with one field of another one. */
export function withField(content: CardContent, field: Field, other: CardContent): CardContent {
  return { ...content, [field]: other[field] };
}

export const newFollowUp: FollowUp = { text: '', ownerId: null, dueOn: null };
