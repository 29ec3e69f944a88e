import { z } from 'zod';
import { TocsinError } from '../../server/protocol/errors.ts';
import { RunbookVersion } from '../../server/protocol/runbook.ts';

/** As JSON; far above what a hub takes from a file. */
export const runbookBytes = 8 * 1024 * 1024;
const stepsLimit = 5_000;
/** Below this, going through a runbook step by step cannot fill the stack. */
const depthLimit = 20;

/** A step as far as it must be known before its form is looked at. */
interface Sketch {
  id?: unknown;
  steps?: unknown;
}

/**
 * Takes a version of a runbook that came from elsewhere: it has the form that it should have, and is
 * the one that was asked for. What its name is made of stays with the hub, so that its content is
 * taken on its word.
 * @throws TocsinError `hub_answer_invalid`
 */
export function wellFormedRunbook(answer: unknown, hash: string): RunbookVersion {
  const sections = Sections.safeParse(answer);
  if (!sections.success) throw new TocsinError('hub_answer_invalid', '(it is no runbook)');
  checkSteps(sections.data.runbook.sections);
  const parsed = RunbookVersion.safeParse(answer);
  if (!parsed.success) throw new TocsinError('hub_answer_invalid', '(it is no runbook)');
  if (parsed.data.hash !== hash) {
    throw new TocsinError('hub_answer_invalid', '(it is another runbook)');
  }
  return parsed.data;
}

const Sections = z.object({
  runbook: z.object({ sections: z.array(z.object({ steps: z.array(z.unknown()) })) }),
});

/** Without recursion, as nothing is known yet of how deep it goes. */
function checkSteps(sections: readonly { steps: readonly unknown[] }[]): void {
  const ids = new Set<unknown>();
  let level: unknown[] = sections.flatMap(({ steps }) => steps);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > depthLimit) throw new TocsinError('hub_answer_invalid', '(its steps go too deep)');
    const below: unknown[] = [];
    for (const step of level) {
      const { id, steps } = (typeof step === 'object' && step !== null ? step : {}) as Sketch;
      if (ids.has(id)) throw new TocsinError('hub_answer_invalid', '(a step is in it twice)');
      ids.add(id);
      if (Array.isArray(steps)) for (const one of steps as unknown[]) below.push(one);
    }
    if (ids.size > stepsLimit) throw new TocsinError('hub_answer_invalid', '(too many steps)');
    level = below;
  }
}
