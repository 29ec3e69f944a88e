import { describe, expect, it } from 'vitest';
import { GenericMapping } from '../config/mapping.ts';
import { loadFixtureBody } from './fixtures/load-fixture.ts';
import { compileMapping } from './generic-mapping.ts';
import { readGeneric } from './generic.ts';

const circumstances = { receivedAt: '2026-11-23T05:40:00.000Z', fallbackService: 'backups' };
const read = (body: unknown) => readGeneric(body, circumstances);

describe('the hub’s own form', () => {
  it('reads every field', () => {
    const body = {
      key: 'bk-1/nightly',
      status: 'firing',
      severity: 'warning',
      title: 'restic exited 1',
      service: 'backup',
      labels: { team: 'platform', attempt: 3 },
      annotations: { log: 'https://bk.example.test/runs/9/log' },
      links: [{ href: 'https://bk.example.test/runs/9', text: 'Run' }],
      startsAt: 1795412400,
      endsAt: '2026-11-23T07:00:00Z',
    };
    expect(read(body)).toEqual({
      alerts: [
        {
          action: 'fire',
          dedupKey: 'bk-1/nightly',
          service: 'backup',
          content: {
            title: 'restic exited 1',
            severity: 'warning',
            labels: { team: 'platform', attempt: '3' },
            annotations: { log: 'https://bk.example.test/runs/9/log' },
            links: [
              { href: 'https://bk.example.test/runs/9', text: 'Run' },
              { href: 'https://bk.example.test/runs/9/log', text: 'log' },
            ],
          },
          startsAt: '2026-11-23T05:40:00.000Z',
          endsAt: '2026-11-23T07:00:00.000Z',
        },
      ],
      group: null,
      problems: [],
    });
  });

  it('needs the key alone', () => {
    expect(read({ key: 7 }).alerts[0]).toMatchObject({
      action: 'fire',
      dedupKey: '7',
      service: 'backups',
      content: { title: '7', severity: 'error' },
      startsAt: null,
      endsAt: null,
    });
  });

  it.each([
    ['resolved', 'resolve'],
    ['OK', 'resolve'],
    ['acknowledged', 'acknowledge'],
    ['firing', 'fire'],
    ['whatever', 'fire'],
    [undefined, 'fire'],
  ])('takes the status %j for %s', (status, action) => {
    expect(read({ key: 'k', status }).alerts[0]?.action).toBe(action);
  });

  it('takes links in three forms', () => {
    const linksOf = (links: unknown) => read({ key: 'k', links }).alerts[0]?.content.links;
    expect(linksOf({ Run: 'https://a.test/' })).toEqual([{ href: 'https://a.test/', text: 'Run' }]);
    expect(linksOf(['https://a.test/'])).toEqual([{ href: 'https://a.test/', text: 'a.test' }]);
    expect(linksOf('https://a.test/')).toEqual([]);
  });

  it('takes a list', () => {
    const { alerts } = read([{ key: 'a' }, { key: 'b', status: 'resolved' }]);
    expect(alerts.map(({ dedupKey, action }) => [dedupKey, action])).toEqual([
      ['a', 'fire'],
      ['b', 'resolve'],
    ]);
    expect(read([]).alerts).toEqual([]);
  });

  it.each([
    [{}, 'key: '],
    [{ key: '' }, 'key: expected a text'],
    [{ key: {} }, 'key: '],
    [[{ key: 'a' }, {}], '[1].key: '],
    [[{ key: 'a' }, { key: ' ' }], '[1].key: expected a text'],
    [{ key: 'a', labels: 'x' }, 'labels: '],
    [null, 'body: '],
    ['text', 'body: '],
  ])('refuses %j and names the field', (body, field) => {
    expect(() => read(body)).toThrowError(expect.objectContaining({ code: 'body_invalid' }));
    expect(() => read(body)).toThrowError(field);
  });
});

describe('a mapping', () => {
  const mapping = GenericMapping.parse({
    key: ['$.job.host', '/', '$.job.name'],
    status: { from: '$.state', values: { bad: 'firing', good: 'resolved' } },
    severity: { from: '$.level', values: { sev1: 'critical', sev2: 'error' } },
    title: '$.text',
    service: 'backup',
    startsAt: '$.when',
    labels: { team: '$.labels.team', missing: '$.labels.none' },
    annotations: { job: ['job ', '$.job.name'] },
    links: { Run: '$.url' },
  });
  const readMapped = (body: unknown) => compileMapping(mapping)(body, circumstances);

  it('reads the sample that fires', () => {
    expect(readMapped(loadFixtureBody('samples/generic-firing')).alerts).toEqual([
      {
        action: 'fire',
        dedupKey: 'bk-1/nightly',
        service: 'backup',
        content: {
          title: 'restic exited 1',
          severity: 'error',
          labels: { team: 'platform' },
          annotations: { job: 'job nightly' },
          links: [{ href: 'https://bk.example.test/runs/9', text: 'Run' }],
        },
        startsAt: '2026-11-23T05:40:00.000Z',
        endsAt: null,
      },
    ]);
  });

  it('reads the sample that is resolved', () => {
    expect(readMapped(loadFixtureBody('samples/generic-resolved')).alerts[0]).toMatchObject({
      action: 'resolve',
      dedupKey: 'bk-1/nightly',
    });
  });

  it('takes a word that its values do not list for the sender’s own', () => {
    const body = { job: { host: 'h', name: 'n' }, state: 'resolved', level: 'critical' };
    expect(readMapped(body).alerts[0]).toMatchObject({
      action: 'resolve',
      content: { severity: 'critical', title: 'h/n' },
    });
  });

  it('refuses a body in which a part of the key is missing', () => {
    expect(() => readMapped({ job: { host: 'h' } })).toThrowError(
      expect.objectContaining({ code: 'body_invalid' }),
    );
    expect(() => readMapped([{ job: { host: 'h', name: 'n' } }, 5])).toThrowError('[1].key');
  });

  it.each(['$.items', '$.items[*]', '$.items[?@.key]'])('finds a list by %s', (alerts) => {
    const readList = compileMapping({ alerts, key: '$.key' });
    const { alerts: found } = readList({ items: [{ key: 'a' }, { key: 'b' }] }, circumstances);
    expect(found.map(({ dedupKey }) => dedupKey)).toEqual(['a', 'b']);
  });

  it('refuses a body nested deeper than its paths follow', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(() => compileMapping({ key: '$..key' })(deep, circumstances)).toThrowError(
      expect.objectContaining({ code: 'body_invalid' }),
    );
  });
});

describe('the schema of a mapping', () => {
  it.each([
    [{}, 'key'],
    [{ key: '$.a[' }, 'no JSONPath'],
    [{ key: '$.a', alerts: 'items' }, 'begins with'],
    [{ key: '$.a', severity: { from: '$.b', values: { x: 'loud' } } }, 'critical'],
    [{ key: '$.a', serverity: '$.b' }, 'serverity'],
    [{ key: [] }, 'key'],
  ])('refuses %j', (mapping, named) => {
    const parsed = GenericMapping.safeParse(mapping);
    expect(JSON.stringify(parsed.error?.issues)).toContain(named);
  });

  it('takes a price for a text, not for a path', () => {
    expect(GenericMapping.safeParse({ key: ['$5', '$.a'] }).success).toBe(true);
  });
});
