import { expect, it } from 'vitest';
import { FakeMain } from '../../conversation/testing/fake-main.ts';
import { InstallState } from './install-state.svelte.ts';

const blank = { what: '', undo: '', step: null };
const notAllowed = 'The hub may not ask this address. Leave the probe out.';

function begin() {
  const main = new FakeMain();
  main.show({});
  main.answers['room:do'] = { commandId: 'sent' };
  const install = new InstallState(main.room);
  install.begin({ ...blank, what: 'Pool to 200' });
  return { main, install };
}

function pending(main: FakeMain, state: string, verdict: string | null = null): void {
  const command = main.askedOf('room:do').at(-1);
  const one = { id: 'sent', state, verdict, requestedAt: '', ...(command as object) };
  main.show({ pending: [one] as never });
}

it('asks for what is missing', async () => {
  const { main, install } = begin();
  install.probe = 'ftp://a.example';
  install.until = null;
  await install.submit();
  expect(Object.keys(install.problems)).toEqual(['undo', 'probe', 'until']);
  expect(main.askedOf('room:do')).toEqual([]);
  install.corrected('probe');
  expect(Object.keys(install.problems)).toEqual(['undo', 'until']);
});

it('leaves the usual expiry to the hub, and names another one', async () => {
  const { main, install } = begin();
  install.undo = 'Pool to 50';
  await install.submit();
  expect(main.askedOf('room:do')).toMatchObject([{ command: { expiresAt: null, probeUrl: null } }]);
  pending(main, 'refused', 'No.');
  const until = install.choices[0]?.at ?? '';
  install.until = until;
  await install.submit();
  expect(main.askedOf('room:do').at(-1)).toMatchObject({ command: { expiresAt: until } });
});

it('shows what the hub has against it where it is written, and forgets that when it is sent anew', async () => {
  const { main, install } = begin();
  install.undo = 'Pool to 50';
  install.probe = 'http://10.0.0.1/health';
  await install.submit();
  expect(install.isSending).toBe(true);
  pending(main, 'refused', notAllowed);
  expect([install.isSending, install.verdict, install.verdictField]).toEqual([
    ...[false, notAllowed, 'probe'],
  ]);
  install.probe = '';
  await install.submit();
  expect(main.askedOf('room:dismiss')).toEqual([{ commandId: 'sent' }]);
});

it('is done once it is in place, or waits for the link', async () => {
  const { main, install } = begin();
  install.undo = 'Pool to 50';
  await install.submit();
  expect(install.isTaken).toBe(false);
  main.push('room:work', { stopgaps: [{ id: 'sent' }] });
  expect(install.isTaken).toBe(true);
  install.finish();
  expect([install.what, install.isOpen, install.isTaken]).toEqual(['', false, false]);
  install.begin({ ...blank, what: 'Another', undo: 'u' });
  await install.submit();
  main.push('room:work', { stopgaps: [] });
  pending(main, 'waiting-for-link');
  expect(install.isTaken).toBe(true);
});

it('keeps what was begun, unless it begins with something else', () => {
  const { install } = begin();
  install.undo = 'Half of it';
  install.isOpen = false;
  install.begin(blank);
  expect([install.what, install.undo]).toEqual(['Pool to 200', 'Half of it']);
  install.begin({ what: 'From a step', undo: 'U', step: { checklistId: 'c', stepId: 's' } });
  expect([install.what, install.undo]).toEqual(['From a step', 'U']);
});
