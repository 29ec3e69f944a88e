import type { IncidentCommand } from '../../protocol/commands.ts';
import type { DeviceIdentity } from '../contract.ts';
import type { HubDesk } from '../create-desk.ts';
import { newId } from '../new-id.ts';
import { createKey, enrol, firing, openTestDesk } from './test-desk.ts';

export const logHash = 'ab'.repeat(32);

/** Text that tries everything at once. */
export const hostileText = [
  '# I am the head',
  '</blockquote><script>alert(1)</script>',
  '```` ` ```',
  '- 2026-11-23 03:00:00 UTC · The hub resolved it',
  '\u202Egnp.exe \u001B[31mred\u0000',
].join('\n');

/** A desk with an incident to which everything happened that can, and a second one beside it. */
export async function openRichIncident() {
  const { desk, clock, dataFolder } = await openTestDesk();
  const later = (ms = 1_000): void => void (clock.nowMs += ms);
  const ada = await enrol(desk, 'Ada_Love *lace*', 'developer');
  const sam = await enrol(desk, 'Sam', 'sre');
  const integration = await createKey(desk);
  const ingest = async (...parameters: Parameters<typeof firing>): Promise<unknown> => {
    later();
    const group = { groupKey: 'group', unseen: 3 };
    return desk.ingest({ integration, alerts: [firing(...parameters)], group });
  };
  await ingest('other', { service: 'search' });
  await ingest('ratio');
  const { incidents } = await desk.readSnapshot();
  const incident = incidents.find(({ service }) => service === 'checkout');
  const other = incidents.find(({ service }) => service === 'search');
  if (!incident || !other) throw new Error('No incident opened.');
  const incidentId = incident.id;

  const command = async (from: DeviceIdentity, asked: Asked): Promise<string> => {
    later();
    const commandId = newId();
    const answer = await desk.command(commandId, { ...asked, incidentId }, from);
    if (!answer.ok || answer.verdict !== 'applied') throw new Error(JSON.stringify(answer));
    return commandId;
  };
  const post = (from: DeviceIdentity, text: string, more: Partial<Posting> = {}) =>
    command(from, { ...posting, text, ...more });

  for (const stage of ['shown', 'sounded'] as const) {
    later();
    await desk.report({ type: 'receipts', stage, incidentIds: [other.id, incidentId] }, sam);
  }
  await ingest('second', { content: { ...firing('x').content, title: '<b>second</b> | `x`' } });
  await ingest('second', { content: { ...firing('x').content, title: 'second, changed' } });
  await ingest('second', { action: 'acknowledge' });
  await command(sam, { type: 'sound.silence' });
  await command(sam, { type: 'incident.acknowledge' });
  await command(ada, { type: 'incident.set-severity', from: 'error', severity: 'critical' });
  await command(ada, { type: 'incident.set-severity', from: 'critical', severity: 'warning' });
  await command(sam, { type: 'person.page', personId: ada.person.id });
  await command(ada, { type: 'incident.acknowledge' });
  await enrol(desk, 'Late', 'developer');

  const first = await post(
    sam,
    'Deploy 7 of checkout_api looks bad, see https://x.example/a_b?c=1&d=2',
  );
  await post(ada, hostileText, { replyTo: first });
  const log = { hash: logHash, mediaType: 'text/plain', sizeBytes: 2_048, image: null } as const;
  const text = { lineCount: 2, preview: 'one\ntwo' };
  await desk.noteAttachment({ ...log, text }, { kind: 'hub' });
  await post(sam, '', { attachments: [{ hash: logHash, name: '../`evil`.log' }] });
  const edited = await post(ada, 'it is the databse', { kind: 'status' });
  await command(ada, { type: 'message.edit', messageId: edited, text: 'it is the database' });
  const deleted = await post(ada, 'wrong room, sorry');
  await command(ada, { type: 'message.delete', messageId: deleted });
  await command(sam, { type: 'message.react', messageId: edited, reaction: 'agree', isOn: true });
  await command(ada, { type: 'message.react', messageId: edited, reaction: 'agree', isOn: true });
  await command(sam, { type: 'message.pin', messageId: first, isOn: true });
  await command(sam, { type: 'message.mark', messageId: first, isOn: true });
  later();
  await desk.report({ type: 'read', incidentId, upTo: desk.head() }, ada);
  await addRichContext(desk, incidentId);
  await command(sam, { type: 'person.page', personId: ada.person.id });
  await command(ada, { type: 'incident.acknowledge' });
  await command(sam, { type: 'incident.mitigate' });
  await command(sam, { type: 'incident.unmitigate' });
  await command(ada, { type: 'incident.unacknowledge' });
  await ingest('second', { action: 'resolve' });
  await command(sam, { type: 'incident.resolve' });
  await post(ada, 'and after that we talk on');
  return { desk, clock, dataFolder, incidentId, ada, sam, first, edited };
}

async function addRichContext(desk: HubDesk, incidentId: string): Promise<void> {
  const at = '2026-11-23T02:00:00.000Z';
  const points: [number, number | null][] = [
    [1_795_399_200, 0.5],
    [1_795_399_260, null],
    [1_795_399_320, 7],
    [1_795_399_380, 2],
  ];
  const evil = { href: 'javascript:alert(1)', text: 'click' };
  const good = { href: 'https://logs.example/q?a=[1]', text: 'Logs ](x)' };
  await desk.addContext(
    incidentId,
    [
      { content: { kind: 'links', title: 'Links', links: [evil, good] } },
      {
        content: {
          ...{ kind: 'metric', title: 'Errors', unit: '%', expression: 'rate(e[5m])' },
          ...{ alertAt: null, series: [{ name: 'a', points }], problem: null },
        },
      },
      {
        content: {
          ...{ kind: 'log', title: 'Log', redactedCount: 0 },
          lines: [
            { at, text: '``` # no heading' },
            { at: null, text: '~~~' },
          ],
        },
      },
      {
        content: {
          ...{ kind: 'deploys', title: 'Deploys' },
          deploys: [{ id: 'd1', at, summary: 'v7 *now*', version: '7', by: 'ci', link: good }],
        },
      },
      { content: { kind: 'note', title: 'Note', text: '# no heading either' } },
    ],
    { kind: 'hub' },
  );
}

type Asked = IncidentCommand extends infer One
  ? One extends IncidentCommand
    ? Omit<One, 'incidentId'>
    : never
  : never;
type Posting = Omit<Extract<IncidentCommand, { type: 'message.post' }>, 'incidentId'>;
const posting: Posting = {
  ...{ type: 'message.post', kind: 'message', text: '', replyTo: null, attachments: [] },
};
