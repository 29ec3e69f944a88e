import type { DrillView } from '../../main/ipc/duty-views.ts';

/** What a drill tests: "A test for your shift: Payments and Checkout." */
export function drillInWords({ rotas }: Pick<DrillView, 'rotas'>): string {
  if (rotas.length === 0) return 'A test that you asked for.';
  const last = rotas.at(-1) ?? '';
  const names = rotas.length === 1 ? last : `${rotas.slice(0, -1).join(', ')} and ${last}`;
  return `A test for your shift: ${names}.`;
}

/** Why a drill has failed, in one sentence. */
export function failureOfDrill({ checks }: Pick<DrillView, 'checks'>): string {
  const bad = checks.filter(({ isOk }) => !isOk).length;
  if (bad === 0) return 'Nobody confirmed in time that the sound was heard.';
  return bad === 1
    ? 'Something on this laptop keeps a page from being heard.'
    : `${bad} things on this laptop keep a page from being heard.`;
}
