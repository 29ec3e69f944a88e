import { join } from 'node:path';
import { z } from 'zod';
import { Alert } from '../../server/protocol/alert.ts';
import { CardSummary } from '../../server/protocol/card.ts';
import { Device, Id, Instant, Person, Seq } from '../../server/protocol/identity.ts';
import { Incident } from '../../server/protocol/incident.ts';
import { nobodyOnCall, OnCallView } from '../../server/protocol/oncall.ts';
import { Stopgap } from '../../server/protocol/stopgap.ts';
import { ConfigView, noConfig } from '../../server/protocol/teams.ts';
import type { AwayLine } from './away.ts';
import { CallCause } from './call-causes.ts';
import { readJsonFile, setAside, writeJsonFile } from './json-file.ts';
import type { MirrorState } from './mirror.ts';
import type { WholeRooms } from './room-shelf.ts';
import { oldestUnderstanding, understanding } from './understanding.ts';

const MirrorFile = z.object({
  version: z.literal(1),
  hubId: Id.nullable(),
  /** Files of the first versions have none; the hub then sends a snapshot. */
  epoch: Id.nullable().default(null),
  lineage: Id.nullable().default(null),
  cursor: Seq.nullable(),
  people: z.array(Person),
  devices: z.array(Device),
  incidents: z.array(Incident),
  alerts: z.array(Alert),
  stopgaps: z.array(Stopgap).default([]),
  cards: z.array(CardSummary).default([]),
  config: ConfigView.default(noConfig),
  oncall: OnCallView.default(nobodyOnCall),
  /** See `understanding`. */
  understanding: z.int().default(oldestUnderstanding),
  whileAway: z.array(z.object({ at: Instant, incidentId: Id, text: z.string() })),
  causes: z.array(CallCause).default([]),
  /** See `WholeRooms`; the first versions had a list of incidents, whose rooms are fetched anew. */
  wholeRooms: z
    .union([z.record(Id, Seq), z.array(Id).transform((): WholeRooms => ({}))])
    .default({}),
});

export interface SavedMirror {
  state: MirrorState;
  whileAway: AwayLine[];
  wholeRooms: WholeRooms;
  causes: CallCause[];
  /** Something that the hub knows is not in it; only a snapshot brings it. */
  isLacking: boolean;
}

/**
 * What was known when the app last ran. Null when there is nothing of this hub; a file that is
 * broken or of another hub is set aside, and the hub sends a snapshot.
 */
export async function loadMirror(
  profileFolder: string,
  hubId: string,
  onBroken: (reason: string) => void,
): Promise<SavedMirror | null> {
  const path = pathIn(profileFolder);
  const file = await readJsonFile(path, MirrorFile);
  if (file.status === 'broken') onBroken(file.reason);
  if (file.status !== 'read') return null;
  const {
    version: _,
    understanding: understood,
    whileAway,
    wholeRooms,
    causes,
    ...state
  } = file.value;
  const isLacking = understood < understanding;
  if (state.hubId === hubId) return { state, whileAway, wholeRooms, causes, isLacking };
  await setAside(path);
  onBroken('of another hub');
  return null;
}

export async function saveMirror(profileFolder: string, saved: SavedMirror): Promise<void> {
  const { state, whileAway, wholeRooms, causes, isLacking } = saved;
  const understood = isLacking ? oldestUnderstanding : understanding;
  const rest = { understanding: understood, whileAway, wholeRooms, causes };
  const file: z.infer<typeof MirrorFile> = { version: 1, ...state, ...rest };
  await writeJsonFile(pathIn(profileFolder), file);
}

function pathIn(profileFolder: string): string {
  return join(profileFolder, 'mirror.json');
}
