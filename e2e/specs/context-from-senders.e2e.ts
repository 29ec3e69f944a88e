import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort, startLogged, stopGroup, waitFor } from '../../build/child-process.ts';
import type { ContextContent, MetricItem } from '../../server/protocol/context.ts';
import { ContextPack } from '../../server/protocol/room-api.ts';
import { PagerDutySender } from '../fixtures/senders/pagerduty-client.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

type Matrix = { metric: Record<string, string>; values: [number, string][] }[];

const expressions = {
  'In memory': 'prometheus_tsdb_head_series',
  Answers: 'sum by (code) (prometheus_http_requests_total)',
  'Not a number': 'prometheus_tsdb_head_series / 0 - prometheus_tsdb_head_series / 0',
  Nonsense: 'rate(',
  Nothing: 'no_such_metric',
};

async function contentsOf(session: Session, count: number): Promise<ContextContent[]> {
  let items: ContextPack['items'] = [];
  await expect
    .poll(async () => {
      const answer = await session.fetch('/api/incidents/1/context');
      ({ items } = ContextPack.parse(await answer.json()));
      return items.length;
    })
    .toBe(count);
  return items.map(({ content }) => content);
}

test('what the hub draws is what the real Prometheus says of itself', async ({ folder, hub }) => {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const prometheusFolder = join(folder, 'prometheus');
  mkdirSync(prometheusFolder, { recursive: true });
  const configFile = join(prometheusFolder, 'prometheus.yml');
  const target = `127.0.0.1:${port}`;
  writeFileSync(
    configFile,
    `global: { scrape_interval: 1s }\nscrape_configs: [{ job_name: self, static_configs: [{ targets: ['${target}'] }] }]\n`,
  );
  const prometheus = startLogged(
    'prometheus',
    [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(prometheusFolder, 'data')}`,
      `--web.listen-address=${target}`,
    ],
    join(prometheusFolder, 'prometheus.log'),
  );
  const session = await Session.open(await hub.invite('Ada', 'developer'));
  const ask = async (path: string, query: Record<string, string>): Promise<Matrix> => {
    const answer = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(query).toString()}`);
    return ((await answer.json()) as { data: { result: Matrix } }).data.result;
  };
  try {
    const metrics = Object.entries(expressions).map(([title, expression]) => ({
      title,
      expression,
    }));
    await hub.configure(
      JSON.stringify({
        prometheus: { url },
        people: { ada: { name: 'Ada' } },
        teams: {
          all: { side: 'developer', zone: 'UTC', members: ['ada'] },
          sres: { side: 'sre', zone: 'UTC', members: [] },
        },
        services: { checkout: { developers: 'all', sres: 'sres', metrics } },
      }),
    );
    // The hub asks for an hour in steps of 16 seconds; one of them must have been measured.
    const isMeasured = async () => {
      const time = String(Date.now() / 1_000 - 17);
      const asked = [expressions.Answers, expressions['In memory']];
      const found = await Promise.all(asked.map((query) => ask('query', { query, time })));
      return found.every((result) => result.length > 0);
    };
    await waitFor('a measured step', async () => isMeasured().catch(() => false), 40_000);
    await hub.alert('error', 'checkout', 'errors');
    const contents = await contentsOf(session, metrics.length);
    const metric = (title: string): MetricItem => {
      const found = contents.find((content) => content.title === title);
      if (found?.kind !== 'metric') throw new Error(`There is no metric ${title}.`);
      return found;
    };
    for (const title of ['In memory', 'Answers', 'Not a number'] as const) {
      const { series, problem } = metric(title);
      expect({ title, problem }).toEqual({ title, problem: null });
      const times = series.flatMap(({ points }) => points.map(([seconds]) => seconds));
      const [start, end] = [Math.min(...times), Math.max(...times)];
      const query = {
        query: expressions[title],
        start: String(start),
        end: String(end),
        step: '16',
      };
      const said = await ask('query_range', query);
      expect(said.length).toBeGreaterThan(0);
      expect(series.map(({ points }) => points)).toEqual(
        said.map(({ values }) =>
          values.map(([seconds, value]) => [seconds, value === 'NaN' ? null : Number(value)]),
        ),
      );
    }
    expect(metric('Answers').series.map(({ name }) => name)).toContain('code="200"');
    expect(metric('Nonsense').problem).toMatch(/^Prometheus says: .*parse error/);
    expect(metric('Nothing').problem).toBe('Prometheus has no data of this time.');
  } finally {
    session.close();
    await stopGroup(prometheus);
  }
});

test("a change event of PagerDuty's own client is a deploy in the room", async ({
  folder,
  hub,
}) => {
  const { key } = await hub.createKey('pager', 'pagerduty');
  const sender = await PagerDutySender.start(join(folder, 'sender'), hub.port, key);
  const session = await Session.open(await hub.invite('Ada', 'developer'));
  try {
    await hub.alert('error', 'checkout', 'errors');
    const payload = {
      summary: 'Build 421 is out',
      source: 'pipeline-7',
      timestamp: new Date().toISOString(),
      custom_details: { service: 'checkout', version: '421' },
    };
    const links = [{ href: 'https://ci.example.com/421', text: 'Build' }];
    expect(await sender.sendChange({ payload, links })).toEqual({
      status: 202,
      body: { status: 'success', message: 'Change event processed' },
    });
    expect(await contentsOf(session, 1)).toMatchObject([
      {
        kind: 'deploys',
        deploys: [
          { at: payload.timestamp, summary: 'Build 421 is out', version: '421', link: links[0] },
        ],
      },
    ]);
    expect(await sender.sendChange({ payload: { source: 'pipeline-7' } })).toMatchObject({
      status: 400,
      body: { status: 'invalid event', errors: ["'payload.summary' is missing or blank"] },
    });
  } finally {
    session.close();
    await sender.stop();
  }
});
