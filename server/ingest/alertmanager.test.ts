import { describe, expect, it } from 'vitest';
import { readAlertmanager } from './alertmanager.ts';
import { loadFixtureBody } from './fixtures/load-fixture.ts';
import { severityReasonAnnotation } from './labels.ts';

const circumstances = { receivedAt: '2026-11-23T05:41:00.000Z', fallbackService: 'lab' };
const read = (body: unknown) => readAlertmanager(body, circumstances);
const readOne = (alert: object, webhook: object = {}) => {
  const [only] = read({ alerts: [alert], ...webhook }).alerts;
  if (!only) throw new Error('no alert');
  return only;
};

describe('recorded webhooks', () => {
  it('reads one firing alert', () => {
    expect(read(loadFixtureBody('recorded/am-webhook-firing-1'))).toEqual({
      alerts: [
        {
          action: 'fire',
          dedupKey: '2530c0141a229424',
          service: 'node',
          content: {
            title: 'Instance 127.0.0.1:18992 down',
            severity: 'critical',
            labels: {
              alertname: 'InstanceDown',
              cluster: 'lab',
              instance: '127.0.0.1:18992',
              job: 'node',
              severity: 'critical',
              team: 'platform',
            },
            annotations: {
              description: '127.0.0.1:18992 of job node has been unreachable.',
              runbook_url: 'https://runbooks.example.test/InstanceDown',
              summary: 'Instance 127.0.0.1:18992 down',
            },
            links: [
              { href: 'https://runbooks.example.test/InstanceDown', text: 'Runbook' },
              {
                href: 'http://prom.example.test:9090/graph?g0.expr=up%7Bjob%3D%22node%22%7D+%3D%3D+0&g0.tab=1',
                text: 'Source',
              },
              { href: 'http://am.example.test:9093', text: 'Alertmanager' },
            ],
          },
          startsAt: '2026-11-23T05:39:54.073Z',
          endsAt: null,
        },
      ],
      group: { groupKey: '{}/{}:{alertname="InstanceDown", team="platform"}', unseen: 0 },
      problems: [],
    });
  });

  it('gives the resolve the key and start of the alert that fired', () => {
    const [fired] = read(loadFixtureBody('recorded/am-webhook-firing-1')).alerts;
    const [resolved] = read(loadFixtureBody('recorded/am-webhook-resolved-1')).alerts;
    expect(resolved).toMatchObject({
      action: 'resolve',
      dedupKey: fired?.dedupKey,
      startsAt: fired?.startsAt,
      endsAt: '2026-11-23T05:41:18.073Z',
    });
  });

  it('keeps service and severity of each alert of a group', () => {
    const { alerts } = read(loadFixtureBody('recorded/am-webhook-grouped-3-firing'));
    expect(alerts.map(({ service, content }) => [service, content.severity])).toEqual([
      ['checkout', 'warning'],
      ['checkout', 'warning'],
      ['search', 'critical'],
    ]);
    expect(alerts[0]?.content.links[0]).toEqual({
      href: 'https://grafana.example.test/d/abc?var-service=checkout',
      text: 'Dashboard',
    });
  });

  it('shows the watchdog as info and says why', () => {
    const [alert] = read(loadFixtureBody('recorded/am-webhook-watchdog')).alerts;
    expect(alert).toMatchObject({ service: 'Watchdog', content: { severity: 'info' } });
    expect(alert?.content.annotations[severityReasonAnnotation]).toContain('none');
  });

  it.each(['firing', 'resolved'])('reads the newer form too: %s', (status) => {
    const { alerts, group } = read(loadFixtureBody(`samples/alertmanager-${status}`));
    expect(alerts.map(({ action }) => action)).toEqual(
      status === 'firing' ? ['fire', 'fire'] : ['resolve'],
    );
    expect(alerts[0]?.dedupKey).toBe('b8c2a1d4e5f60718');
    expect(group?.unseen).toBe(0);
  });
});

describe('the status of each alert counts, not that of the group', () => {
  it('keeps an alert firing in a group that says resolved', () => {
    const { alerts, group } = read({
      status: 'resolved',
      groupKey: 'g',
      truncatedAlerts: 3,
      alerts: [
        { status: 'resolved', labels: { alertname: 'A' } },
        { status: 'firing', labels: { alertname: 'B' } },
      ],
    });
    expect(alerts.map(({ action }) => action)).toEqual(['resolve', 'fire']);
    expect(group).toEqual({ groupKey: 'g', unseen: 3 });
  });

  it('fires for a status it does not know', () => {
    expect(readOne({ status: 'suppressed', labels: { alertname: 'A' } }).action).toBe('fire');
    expect(readOne({ labels: { alertname: 'A' } }).action).toBe('fire');
    expect(readOne({ status: 'RESOLVED', labels: { alertname: 'A' } }).action).toBe('resolve');
  });

  it('does not let a firing alert expire', () => {
    const alert = { status: 'firing', labels: { a: 'b' }, endsAt: '2026-11-23T05:45:00Z' };
    expect(readOne(alert).endsAt).toBeNull();
  });

  it('marks a group without a key that was cut', () => {
    const cut = (receiver: string) =>
      read({ alerts: [], truncatedAlerts: 2, groupLabels: { a: 'b' }, receiver }).group;
    expect(cut('one')?.unseen).toBe(2);
    expect(cut('one')).toEqual(cut('one'));
    expect(cut('one')?.groupKey).not.toBe(cut('two')?.groupKey);
    expect(read({ alerts: [] }).group).toBeNull();
  });
});

describe('what is missing', () => {
  it('makes a key of the labels when there is no fingerprint', () => {
    const key = readOne({ labels: { a: '1', b: '2' } }).dedupKey;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(readOne({ labels: { b: '2', a: '1' }, fingerprint: '' }).dedupKey).toBe(key);
  });

  it.each([
    [{ service: 's', app: 'a', job: 'j', namespace: 'n', alertname: 'x' }, 's'],
    [{ app: 'a', job: 'j', namespace: 'n', alertname: 'x' }, 'a'],
    [{ job: 'j', namespace: 'n', alertname: 'x' }, 'j'],
    [{ namespace: 'n', alertname: 'x' }, 'n'],
    [{ service: '', alertname: 'x' }, 'x'],
    [{ severity: 'critical' }, 'lab'],
  ])('finds a service in %j: %s', (labels, service) => {
    expect(readOne({ labels }).service).toBe(service);
  });

  it('finds a title', () => {
    const labels = { alertname: 'Down', instance: 'web-1' };
    expect(
      readOne({ labels, annotations: { summary: ' S ', description: 'D' } }).content.title,
    ).toBe('S');
    expect(readOne({ labels, annotations: { description: 'two\nlines' } }).content.title).toBe(
      'two lines',
    );
    expect(readOne({ labels }).content.title).toBe('Down on web-1');
    expect(readOne({ labels: { alertname: 'Down' } }).content.title).toBe('Down');
    expect(readOne({ labels: {} }).content.title).toBe('Alert without a name');
  });

  it('keeps links to the web only', () => {
    const { links } = readOne({
      labels: { a: 'b' },
      annotations: {
        runbook: 'javascript:alert(1)',
        wiki: 'https://w.test/x',
        file: 'file:///etc',
      },
      generatorURL: 'https://w.test/x',
    }).content;
    expect(links).toEqual([{ href: 'https://w.test/x', text: 'wiki' }]);
  });
});

it.each([
  [null, 'body: '],
  [[], 'body: '],
  ['text', 'body: '],
  [{}, 'alerts: '],
  [{ alerts: 'many' }, 'alerts: '],
  [{ alerts: [1] }, 'alerts[0]: '],
  [{ alerts: [{ labels: [] }] }, 'alerts[0].labels: '],
  [{ alerts: [], truncatedAlerts: 'some' }, 'truncatedAlerts: '],
])('refuses %j and names the field', (body, field) => {
  expect(() => read(body)).toThrowError(expect.objectContaining({ code: 'body_invalid' }));
  expect(() => read(body)).toThrowError(field);
});
