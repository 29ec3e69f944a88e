import type { HubFrame } from '../protocol/frames.ts';
import type { OnCallView, RotaView } from '../protocol/oncall.ts';

type Rest = Omit<OnCallView, 'rotas'>;
type OnCallFrame = Extract<HubFrame, { type: 'oncall' }>;

export interface FittedOnCall {
  /** In the order in which they are to be sent; never empty. */
  frames: OnCallFrame[];
  /** Whether something is missing. */
  isCut: boolean;
}

/**
 * Frames that tell of rotas and of the rest, none larger than `frameBytes`. Rotas that do not fit into one
 * follow in others, as rotas that changed do. `isWhole`: these are all rotas there are.
 */
export function fitOnCall(
  rotas: readonly RotaView[],
  rest: Rest,
  { isWhole, frameBytes }: { isWhole: boolean; frameBytes: number },
): FittedOnCall {
  const { rest: fitting, isCut } = fitRest(rest, frameBytes / 2);
  const overheadBytes = sizeOf({
    ...{ type: 'oncall', isWhole: false },
    view: { ...fitting, rotas: [] },
  } satisfies OnCallFrame);
  const { groups, isCut: isRotaCut } = groupBySize(rotas, frameBytes - overheadBytes);
  const frames = groups.map((group, index): OnCallFrame => {
    const view = { rotas: group, ...fitting };
    return { type: 'oncall', isWhole: isWhole && index === 0, view };
  });
  return { frames, isCut: isCut || isRotaCut };
}

/** Groups of rotas in their order, at least one, of which none is larger. */
function groupBySize(
  rotas: readonly RotaView[],
  mostBytes: number,
): { groups: RotaView[][]; isCut: boolean } {
  let group: RotaView[] = [];
  const groups = [group];
  let bytes = 0;
  let isCut = false;
  for (const whole of rotas) {
    let rota = whole;
    // Only its people could make one that large.
    if (sizeOf(rota) + 1 > mostBytes) {
      rota = { ...rota, members: [] };
      isCut = true;
    }
    const rotaBytes = sizeOf(rota) + 1;
    if (bytes + rotaBytes > mostBytes && group.length > 0) {
      group = [];
      groups.push(group);
      bytes = 0;
    }
    group.push(rota);
    bytes += rotaBytes;
  }
  return { groups, isCut };
}

/** The rest without what is least missed: reports of drills, then the last of everything. */
function fitRest(whole: Rest, mostBytes: number): { rest: Rest; isCut: boolean } {
  if (sizeOf(whole) <= mostBytes) return { rest: whole, isCut: false };
  let rest: Rest = { ...whole, drills: whole.drills.map((drill) => ({ ...drill, reports: [] })) };
  while (sizeOf(rest) > mostBytes) {
    rest = {
      ...{ gaps: half(rest.gaps), swaps: half(rest.swaps), silences: half(rest.silences) },
      ...{ drills: half(rest.drills), unreachable: half(rest.unreachable) },
      problems: rest.problems,
    };
  }
  return { rest, isCut: true };
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function half<T>(items: readonly T[]): T[] {
  return items.slice(0, Math.floor(items.length / 2));
}
