import { expect, test } from 'vitest';
import { Scenario } from './testing/scenario.ts';

type Page = ReturnType<Scenario['seat']>['pages'][number];

function pageOf(night: Scenario, name: string): Page {
  const { personId } = night.laptop(name);
  const pages = [...night.seat('developer').pages, ...night.seat('sre').pages];
  const page = pages.find((one) => one.personId === personId);
  if (!page) throw new Error(`${name} was not paged.`);
  return page;
}

test('a page leaves receipts on its way to the ear, each with its time', async () => {
  const night = await Scenario.begin();
  await night.alert();
  const [device] = pageOf(night, 'ana').devices;
  expect(Object.keys(device?.times ?? {})).toEqual(
    expect.arrayContaining(['written', 'received', 'shown', 'sounded']),
  );
  expect(device?.isUnreachable).toBe(false);
});

test('a page that was seen and acknowledged says so, on the device that did it', async () => {
  const night = await Scenario.begin();
  await night.alert();
  night.laptop('ana').report({
    type: 'receipts',
    stage: 'seen',
    incidentIds: [night.incident.id],
  });
  await night.settle();
  await night.acknowledge('ana');
  const [device] = pageOf(night, 'ana').devices;
  expect(device?.deviceId).toBe(night.laptop('ana').deviceId);
  expect(device?.times).toMatchObject({
    seen: expect.any(String),
    acknowledged: expect.any(String),
  });
});

test('a laptop that is shut is known as unreachable when the page is written', async () => {
  const night = await Scenario.begin({ open: ['bo', 'cy', 'raj', 'sam', 'tia'] });
  await night.wait('1m');
  await night.alert();
  await night.becomes(() => {
    expect(pageOf(night, 'ana').devices).toMatchObject([{ isUnreachable: true }]);
  });
});

test('when nothing of hers sounds for 20 s, the next developer is called', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('19s');
  expect(night.called('developer')).toEqual(['ana']);
  await night.wait('1s');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
  expect(pageOf(night, 'ana').isUnheard).toBe(true);
});

test('a page that is not heard on one side calls nobody anew on the other', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('1m');
  expect(night.called('sre')).toEqual(['raj']);
});

test('a page that sounded waits for its answer as long as the policy says', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.wait('1m');
  expect(night.called('developer')).toEqual(['ana']);
  expect(night.events('page.unheard')).toEqual([]);
});

test('a laptop that shows the page and is muted does not count as heard', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'muted';
  await night.alert();
  await night.wait('20s');
  expect(night.called('developer')).toEqual(['ana', 'bo']);
});

test('who answers before 20 s have passed is believed, sound or not', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('15s');
  await night.acknowledge('ana');
  await night.wait('1m');
  expect(night.called('developer')).toEqual(['ana']);
});

test('who silences the sound has heard it', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('8s');
  await night.ask('ana', { type: 'sound.silence' });
  await night.wait('1m');
  expect(night.called('developer')).toEqual(['ana']);
});

test('a shut laptop that is opened in time rings, and nobody else is called for want of an ear', async () => {
  const night = await Scenario.begin({ open: ['bo', 'cy', 'raj', 'sam', 'tia'] });
  await night.alert();
  const called = night.called('developer');
  await night.open('ana');
  expect(night.ringing()).toContain('ana');
  expect(called).toContain('ana');
});

test('whose laptops all are shut, and who has no other channel, is passed over at once', async () => {
  const night = await Scenario.begin({ open: ['bo', 'cy', 'raj', 'sam', 'tia'] });
  await night.wait('1m');
  await night.alert();
  await night.becomes(() => expect(night.called('developer')).toEqual(['ana', 'bo']));
});

test('when everybody of a side is unreachable, the side is called through and the plan goes on', async () => {
  const night = await Scenario.begin({ open: ['raj', 'sam', 'tia'] });
  await night.alert();
  await night.wait('2m');
  expect(night.called('developer')).toEqual(expect.arrayContaining(['ana', 'bo', 'cy']));
  expect(night.seat('developer').plan).not.toBeNull();
  expect(night.called('sre')).toEqual(['raj']);
});

test('a ladder of three: the first is asleep, the second is muted, the third rings', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'asleep';
  night.laptop('bo').hearing = 'muted';
  await night.alert();
  await night.wait('40s');
  expect(night.called('developer')).toEqual(['ana', 'bo', 'cy']);
  expect(pageOf(night, 'cy').isUnheard).toBe(false);
});

test('a warning climbs no ladder: nobody is woken since a chime was not heard', async () => {
  const night = await Scenario.begin();
  night.laptop('ana').hearing = 'asleep';
  await night.alert({ severity: 'warning' });
  await night.wait('1m');
  expect(night.called('developer')).toEqual(['ana']);
});

test('a second device of hers that sounds is enough', async () => {
  const night = await Scenario.begin();
  const other = await night.anotherLaptopOf('ana');
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('1m');
  expect(other.rings(night.incident)).toBe(true);
  expect(night.called('developer')).toEqual(['ana']);
});

test('all laptops of whoever is on call unreachable for ten minutes: the partner and the backup are told before any page', async () => {
  const night = await Scenario.begin();
  await night.shut('ana');
  await night.wait('9m');
  expect(night.events('person.unreachable')).toEqual([]);
  await night.wait('2m');
  await night.becomes(() => night.events('person.unreachable').length > 0);
  const [told] = night.events('person.unreachable');
  expect(night.nameOf(told?.personId ?? '')).toBe('ana');
  expect(told?.personIds.map((id) => night.nameOf(id))).toEqual(
    expect.arrayContaining(['raj', 'bo']),
  );
});

test('who was unreachable and is back is said to be back', async () => {
  const night = await Scenario.begin();
  await night.shut('ana');
  await night.wait('12m');
  await night.becomes(() => night.events('person.unreachable').length > 0);
  await night.open('ana');
  await night.becomes(() => expect(night.events('person.reachable')).toHaveLength(1));
});

test('nobody is told of those who are not on call', async () => {
  const night = await Scenario.begin();
  await night.shut('bo', 'cy', 'sam', 'tia');
  await night.wait('30m');
  expect(night.events('person.unreachable')).toEqual([]);
});

test('an unreachable person on call counts as a gap', async () => {
  const night = await Scenario.begin();
  await night.shut('ana');
  await night.wait('12m');
  await night.becomes(() => {
    expect(night.oncall.gaps).toContainEqual(
      expect.objectContaining({ teamId: 'payments', cause: 'unreachable' }),
    );
  });
});

test('after a restart of the hub the laptops have time to come back before anybody is passed over', async () => {
  const night = await Scenario.begin();
  await night.alert();
  await night.restart('2s');
  await night.wait('5s');
  expect(night.called('developer')).toEqual(['ana']);
});
