import { expect, test } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { formatProblem } from './problem.ts';

const nowMs = Date.UTC(2026, 10, 23);

const base = `
people:
  ana: { name: Ana, email: ana@example.com }
  bo: { name: Bo }
  raj: { name: Raj }
  zed: { name: Zed }
teams:
  shop: { side: developer, zone: Europe/Berlin, members: [ana, bo] }
  ops: { side: sre, zone: UTC, members: [raj, zed] }
services:
  checkout: { developers: shop, sres: ops }
`;

function said(more: string): { errors: string[]; warnings: string[] } {
  const parsed = parseConfig(`${base}${more}`, 'f', nowMs);
  const lines = (parsed.ok ? parsed.warnings : parsed.problems).map((problem) => {
    expect(problem.remedy).not.toBe('');
    return formatProblem(problem).replace(/^f:\d+:\d+: /, '');
  });
  return parsed.ok ? { errors: [], warnings: lines } : { errors: lines, warnings: [] };
}

/** A rota with these layers. */
function rota(...layers: string[]): string {
  return `rotas:\n  shop:\n    team: shop\n    layers:\n${layers.map((one) => `      - { ${one} }\n`).join('')}`;
}
const weekly = 'name: weekly, start: 2026-11-02T09:00, turn: week, people: [ana, bo]';

test('what is right is neither an error nor a warning', () => {
  const night = 'restrictions: [{ from: 20:00, until: 08:00 }]';
  const nights = `name: nights, start: 2026-11-02T20:00, turn: day, people: [bo], ${night}`;
  const more = `${rota(weekly, nights)}policies:
  default: { steps: [{ page: [developer.oncall, 'person:raj'] }], lease: 2h, then: late }
  late: { steps: [{ page: [developer.team, sre.team], when: { hours: closed } }] }
`;
  expect(said(more)).toEqual({ errors: [], warnings: [] });
});

test.each([
  [rota(weekly.replace('bo]', 'bob]')), 'There is no person "bob" in `people`.'],
  [rota(weekly).replace('team: shop', 'team: shops'), 'There is no team "shops" in `teams`.'],
  [rota(weekly.replace('[ana, bo]', '[]')), 'a layer without people calls nobody'],
  ['rotas: { shop: { team: shop, layers: [] } }', 'without any nobody is ever on call'],
  [rota(weekly, weekly.replace('2026-11-02', '2026-12-01')), 'has the name "weekly" too'],
  [
    rota(weekly, weekly.replace('weekly', 'all')),
    'Layer "weekly" never counts: from its start, 2026-11-02T09:00, "all" lies over it at all of its times.',
  ],
  [
    rota(
      `${weekly}, restrictions: [{ days: [monday], from: 09:00, until: 17:00 }]`,
      `${weekly.replace('weekly', 'am')}, restrictions: [{ from: 00:00, until: 12:00 }]`,
      `${weekly.replace('weekly', 'pm')}, restrictions: [{ from: 12:00, until: 00:00 }]`,
    ),
    '"am" and "pm" lie over it',
  ],
  [rota(`${weekly}, restrictions: [{ from: 09:00, until: 09:00 }]`), 'This is when it begins'],
  [rota(weekly.replace('T09:00', ' 09:00')), 'Write a day and a time as `2026-11-02T09:00`.'],
  [rota(weekly.replace('2026-11-02', '2026-02-30')), 'Write a day and a time'],
  [rota(weekly.replace('week,', '30m,')), 'Write a duration of 1h to 52w.'],
  [rota(weekly.replace('week,', '90000s,')), null],
  [rota(weekly.replace('week,', '90001s,')), 'Write whole minutes.'],
  [rota(weekly.replace('week,', '7,')), 'Write a number with its unit, e.g. `day`, `week`'],
  [`${rota(weekly)}    zone: Mars/Base\n`, 'This is no time zone of IANA'],
  ['policies: { p: { steps: [{ page: [sre.oncal] }] } }', 'Write `developer` or `sre` with'],
  ["policies: { p: { steps: [{ page: ['person:eve'] }] } }", 'There is no person "eve"'],
  ['policies: { p: { steps: [{ page: [sre.team, sre.team] }] } }', '"sre.team" is listed twice.'],
  ['policies: { p: { steps: [] } }', 'Give at least one step'],
  ['policies: { p: { steps: [{ page: [sre.team] }], then: q } }', 'There is no policy "q"'],
  [
    `policies:
  a: { steps: [{ page: [sre.team, developer.team] }], then: b }
  b: { steps: [{ page: [sre.team, developer.team] }], then: c }
  c: { steps: [{ page: [sre.team, developer.team] }], then: b }`,
    'These policies go on with each other for ever: b → c → b.',
  ],
  ['silences: { longest: 1h, defaultFor: 2h }', 'This is longer than `longest`.'],
  [
    'channels: { webhooks: { email: { url: https://x.example, secretFile: /s } } }',
    'choose another',
  ],
  ['deadMan: { url: "https://u:p@x.example/" }', 'Leave out user name and password.'],
])('%# is refused', (more, reason) => {
  const { errors } = said(more);
  if (reason === null) expect(errors).toEqual([]);
  else expect(errors).toEqual([expect.stringContaining(reason)]);
});

test('a policy with more steps than anybody goes through is refused', () => {
  const steps = Array.from({ length: 50 }, () => '{ page: [sre.team, developer.team] }').join(', ');
  const policies = Array.from(
    { length: 5 },
    (_, index) =>
      `  p${index}: { steps: [${steps}]${index === 0 ? '' : `, then: p${index - 1}`} }\n`,
  );
  expect(said(`policies:\n${policies.join('')}`).errors).toEqual([
    'policies.p4: With all that follow it has 250 steps, more than 200.',
  ]);
});

test.each([
  [rota(weekly.replace('bo]', 'raj]')), '"raj" is not a member of team "shop".'],
  [
    rota(weekly.replace('2026-11-02T09:00', '2026-03-29T02:30')),
    'The clocks in Europe/Berlin leave this time out on that day.',
  ],
  [
    rota(`${weekly}, restrictions: [{ days: [monday, tuesday] }]`),
    'From wednesday 00:00 on nobody of team "shop" is on call, each week.',
  ],
  [
    rota(weekly.replace('2026-11-02', '2027-11-01')),
    'Until 2027-11-01T09:00 nobody of team "shop"',
  ],
  ['policies: { p: { steps: [{ page: [sre.oncall] }] } }', 'No step pages the developer side'],
  ["policies: { p: { steps: [{ page: ['person:raj', 'person:ana'] }], then: default } }", null],
])('%# is a warning', (more, reason) => {
  const { errors, warnings } = said(more);
  expect(errors).toEqual([]);
  expect(warnings).toEqual(reason === null ? [] : [expect.stringContaining(reason)]);
});

test('channels must lead somewhere', () => {
  const channels = (text: string, more = '') =>
    parse(base.replace('ana@example.com }', `ana@example.com, channels: [${text}] }`), more);
  const parse = (text: string, more: string) => {
    const parsed = parseConfig(`${text}${more}`, 'f', nowMs);
    return parsed.ok ? [] : parsed.problems.map(({ reason }) => reason);
  };
  const email = 'channels: { email: { host: mail.example.com, from: t@example.com } }\n';
  const ntfy = 'channels: { ntfy: { url: https://ntfy.example.com } }\n';
  expect(channels('{ by: email }')).toEqual(['There is no `email` in `channels`.']);
  expect(channels('{ by: email }', email)).toEqual([]);
  expect(channels('{ by: email, to: nowhere }', email)).toEqual(['This is no e-mail address.']);
  expect(channels('{ by: email }, { by: email, after: 9m }', email)).toEqual([
    '`email` is listed twice.',
  ]);
  expect(channels('{ by: ntfy }', ntfy)).toEqual(['No topic is given for ntfy.']);
  expect(channels('{ by: ntfy, to: a/b }', ntfy)).toEqual(['This is no topic of ntfy.']);
  expect(channels('{ by: sms, to: "+1" }')).toEqual(['There is no webhook "sms" in `channels`.']);
  const anonymous = base.replace(', email: ana@example.com', ', channels: [{ by: email }]');
  expect(parse(anonymous, email)).toEqual(['No e-mail address is known for this.']);
});

test('leads are members of their team', () => {
  const leads = (list: string) =>
    parseConfig(base.replace('[ana, bo] }', `[ana, bo], leads: [${list}] }`), 'f', nowMs);
  expect(leads('ana').ok).toBe(true);
  expect(leads('raj, ana, ana, eve')).toMatchObject({
    problems: [
      { reason: '"raj" is not a member of this team.' },
      { reason: '"ana" is listed twice.' },
      { reason: 'There is no person "eve" in `people`.' },
    ],
  });
});

test('a name that is nearly right is guessed', () => {
  const parsed = parseConfig(`${base}${rota(weekly.replace('ana', 'anna'))}polices: {}\n`, 'f');
  expect(parsed).toMatchObject({
    problems: [
      { remedy: expect.stringContaining('Did you mean `ana`?') },
      { remedy: 'Did you mean `policies`?' },
    ],
  });
});
