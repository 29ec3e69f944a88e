import type { ConfigView } from '../protocol/teams.ts';

/** Of the frame around it. */
const frameOverheadBytes = 1_024;

/**
 * A view of the config that fits into a frame: without members, then without the last services and
 * teams when it is too large. `isCut` says whether something is missing.
 */
export function fitConfig(
  view: ConfigView,
  frameBytes: number,
): { config: ConfigView; isCut: boolean } {
  const mostBytes = frameBytes - frameOverheadBytes;
  if (sizeOf(view) <= mostBytes) return { config: view, isCut: false };
  let config: ConfigView = {
    ...view,
    teams: view.teams.map((team) => ({ ...team, memberIds: [] })),
  };
  while (sizeOf(config) > mostBytes) {
    const { teams, services, hooks } = config;
    config = { ...config, teams: half(teams), services: half(services), hooks: half(hooks) };
  }
  return { config, isCut: true };
}

function sizeOf(view: ConfigView): number {
  return Buffer.byteLength(JSON.stringify(view));
}

function half<T>(items: T[]): T[] {
  return items.slice(0, Math.floor(items.length / 2));
}
