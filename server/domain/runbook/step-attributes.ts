import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { AttributeToken } from './attribute-tokens.ts';
import { runbookLimits } from './runbook.ts';
import type { StepCondition } from './runbook.ts';

/** What the attributes of one step say; null or false where none does. */
export interface StepAttributes {
  role: Side | null;
  expectedMinutes: number | null;
  critical: boolean;
  id: { value: string; at: number } | null;
  /** `answerAt`: where its answer stands. */
  condition: (StepCondition & { at: number; answerAt: number }) | null;
  answers: string[] | null;
  stopgap: { undo: string } | null;
}

export interface AttributeProblem {
  /** Where in the line. */
  at: number;
  reason: string;
  remedy: string;
}

type Name = keyof StepAttributes;
type Said = Partial<StepAttributes>;
/** What one attribute says, or what is wrong with it. */
type Read = { name: Name; said: Said } | Omit<AttributeProblem, 'at'>;

export const noAttributes: StepAttributes = {
  role: null,
  expectedMinutes: null,
  critical: false,
  id: null,
  condition: null,
  answers: null,
  stopgap: null,
};

const allKinds =
  'There are `developer`, `sre`, `5 min`, `critical`, `id: name`, `if: step = answer`, ' +
  '`answer: one | other` and `stopgap undo: "…"`. Braces that are text belong in backticks.';

/** Reads an attribute group; all its problems are told at once. `at`: where its braces open. */
export function readAttributes(
  tokens: readonly AttributeToken[],
  at: number,
): { attributes: StepAttributes; problems: AttributeProblem[] } {
  const attributes = { ...noAttributes };
  const problems: AttributeProblem[] = [];
  const seen = new Set<Name>();
  for (const part of splitAtCommas(tokens)) {
    const where = part[0]?.at ?? at;
    const read = readAttribute(part);
    if ('reason' in read) problems.push({ at: where, ...read });
    else if (seen.has(read.name)) {
      const reason = `The ${wordFor[read.name]} is given twice.`;
      problems.push({ at: where, reason, remedy: 'Keep one.' });
    } else {
      seen.add(read.name);
      Object.assign(attributes, read.said);
    }
  }
  return { attributes, problems };
}

const wordFor: Record<Name, string> = {
  role: 'role',
  expectedMinutes: 'expected time',
  critical: 'word `critical`',
  id: 'id',
  condition: 'condition',
  answers: 'list of answers',
  stopgap: 'stopgap',
};

function splitAtCommas(tokens: readonly AttributeToken[]): AttributeToken[][] {
  const parts: AttributeToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.value === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function readAttribute(part: readonly AttributeToken[]): Read {
  const [first, second] = part;
  const stray = part.find(({ kind }) => kind === 'stray');
  if (stray) {
    return { reason: `"${stray.value}" means nothing here.`, remedy: 'Put texts in "quotes".' };
  }
  if (!first) return { reason: 'There is an attribute missing.', remedy: allKinds };
  const name = first.kind === 'word' ? first.value : '';
  if (part.length === 1) {
    const role = sides.find((side) => side === name);
    if (role) return { name: 'role', said: { role } };
    if (name === 'critical') return { name: 'critical', said: { critical: true } };
  }
  if (/^\d+(min)?$/.test(name)) return readMinutes(part);
  if (name === 'stopgap') return readStopgap(part);
  const values = isSign(second, ':') ? part.slice(2) : null;
  if (name === 'id' && values) return readId(values);
  if (name === 'if' && values) return readCondition(values);
  if (name === 'answer' && values) return readAnswers(values);
  const words = part.map(({ value }) => value).join(' ');
  return { reason: `There is no attribute "${words.slice(0, 60)}".`, remedy: allKinds };
}

function readMinutes(part: readonly AttributeToken[]): Read {
  const minutes = Number(part[0]?.value);
  const isWritten = part.length === 2 && part[1]?.kind === 'word' && part[1].value === 'min';
  const most = runbookLimits.expectedMinutes;
  if (isWritten && minutes >= 1 && minutes <= most) {
    return { name: 'expectedMinutes', said: { expectedMinutes: minutes } };
  }
  return { reason: 'This is no time.', remedy: `Write \`5 min\`: 1 to ${most} minutes.` };
}

function readStopgap(part: readonly AttributeToken[]): Read {
  const [, undo, colon, text] = part;
  const most = runbookLimits.undoLength;
  const value = text?.kind === 'text' ? text.value.trim() : '';
  const isWritten = part.length === 4 && undo?.value === 'undo' && isSign(colon, ':');
  if (isWritten && value !== '' && value.length <= most) {
    return { name: 'stopgap', said: { stopgap: { undo: value } } };
  }
  return {
    reason: 'A stopgap says how exactly it is undone.',
    remedy: `Write \`stopgap undo: "set pool back to 50"\`, with at most ${most} characters.`,
  };
}

function readId(values: readonly AttributeToken[]): Read {
  const [value] = values;
  const most = runbookLimits.idLength;
  if (values.length === 1 && value && /^[a-z0-9][a-z0-9._-]*$/.test(value.value)) {
    if (value.value.length <= most) {
      return { name: 'id', said: { id: { value: value.value, at: value.at } } };
    }
  }
  return {
    reason: 'This is no id.',
    remedy: `Use at most ${most} lower-case letters, digits, dots, dashes and underscores.`,
  };
}

function readCondition(values: readonly AttributeToken[]): Read {
  const [step, comparison, answer] = values;
  const is = isSign(comparison, '=') ? 'equal' : isSign(comparison, '!=') ? 'different' : null;
  if (values.length !== 3 || !is || !isValue(step) || !isValue(answer)) {
    return {
      reason: 'This is no condition.',
      remedy: 'Write `if: step = answer` or `if: step != answer`, with the id of an earlier step.',
    };
  }
  const condition = { step: step.value, is, answer: answer.value.trim() } as const;
  return {
    name: 'condition',
    said: { condition: { ...condition, at: step.at, answerAt: answer.at } },
  };
}

function readAnswers(values: readonly AttributeToken[]): Read {
  const isWritten = values.every((token, index) =>
    index % 2 === 0 ? isValue(token) : isSign(token, '|'),
  );
  const answers = values.filter(isValue).map(({ value }) => value.trim());
  const isDistinct = new Set(answers).size === answers.length;
  const isShort = answers.every(
    (answer) => answer !== '' && answer.length <= runbookLimits.answerLength,
  );
  const isFew = answers.length >= 2 && answers.length <= runbookLimits.answers;
  if (isWritten && values.length % 2 === 1 && isDistinct && isShort && isFew) {
    return { name: 'answers', said: { answers } };
  }
  return {
    reason: 'These are no answers.',
    remedy:
      `Write \`answer: yes | no | "do not know"\`: 2 to ${runbookLimits.answers} different ones ` +
      `with at most ${runbookLimits.answerLength} characters.`,
  };
}

function isSign(token: AttributeToken | undefined, value: string): boolean {
  return token?.kind === 'sign' && token.value === value;
}

function isValue(token: AttributeToken | undefined): token is AttributeToken {
  return token?.kind === 'word' || token?.kind === 'text';
}
