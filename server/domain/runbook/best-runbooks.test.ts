import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestRunbooks } from './best-runbooks.ts';
import type { OfferedRunbook, RunbookOccasion } from './best-runbooks.ts';

function runbook(path: string, says: Partial<OfferedRunbook>): OfferedRunbook {
  return { path, services: [], alerts: [], labels: [], ...says };
}

const occasion: RunbookOccasion = {
  service: ['checkout', 'Checkout of the shop'],
  alertNames: ['CheckoutSlow', 'HighLatency'],
  labels: { app: 'checkout', region: 'eu-west-1', severity: 'critical' },
};

/** 41 of other services and 9 that are for the occasion, each in another way. */
const fifty = [
  ...Array.from({ length: 41 }, (_, n) =>
    runbook(`other/${n}.md`, {
      services: [`service-${n}`],
      ...(n % 2 === 0 && { alerts: ['CheckoutSlow'] }),
      ...(n % 3 === 0 && { labels: [{ app: 'checkout' }] }),
    }),
  ),
  runbook('service-b.md', { services: ['x', 'checkout of the SHOP'] }),
  runbook('service-a.md', { services: ['checkout'] }),
  runbook('alert.md', { alerts: ['Nothing', '/.*Latency/'] }),
  runbook('alert-and-service.md', { alerts: ['CheckoutSlow'], services: ['checkout'] }),
  runbook('one-label.md', { labels: [{ app: 'checkout', region: 'us' }, { app: '/check.*/' }] }),
  runbook('one-label-and-alert.md', { labels: [{ app: 'checkout' }], alerts: ['CheckoutSlow'] }),
  runbook('two-labels.md', { labels: [{ region: '/eu-.*/', app: 'checkout' }] }),
  runbook('three-labels.md', {
    labels: [{ app: 'checkout' }, { region: '/eu-.*/', app: 'checkout', severity: 'critical' }],
  }),
  runbook('wrong-alert.md', { services: ['checkout'], alerts: ['CheckoutDown'] }),
];

test('out of 50, those that match are ranked by how exactly they do, with reasons', () => {
  expect(fifty).toHaveLength(50);
  const ranked = bestRunbooks(fifty, occasion);
  expect(ranked.map(({ runbook: { path }, reasons }) => [path, ...reasons])).toEqual([
    ['three-labels.md', 'labels region=eu-west-1, app=checkout, severity=critical'],
    ['two-labels.md', 'labels region=eu-west-1, app=checkout'],
    ['one-label-and-alert.md', 'label app=checkout', 'alert CheckoutSlow'],
    ['one-label.md', 'label app=checkout'],
    ['alert-and-service.md', 'alert CheckoutSlow', 'service checkout'],
    ['alert.md', 'alert HighLatency'],
    ['service-a.md', 'service checkout'],
    ['service-b.md', 'service checkout of the SHOP'],
  ]);
});

test('names of labels that objects have by themselves match nothing', () => {
  const odd = runbook('odd.md', { labels: [{ constructor: '/.*/' }] });
  expect(bestRunbooks([odd], occasion)).toEqual([]);
});

const word = fc.constantFrom('a', 'b', 'c', '/[ab]/');
const anyLabels = fc.dictionary(fc.constantFrom('x', 'y', 'z'), word, { minKeys: 1 });
const anyRunbooks = fc.uniqueArray(
  fc.record({
    path: fc.string({ maxLength: 6 }),
    services: fc.array(word, { maxLength: 2 }),
    alerts: fc.array(word, { maxLength: 2 }),
    labels: fc.array(anyLabels, { maxLength: 2 }),
  }),
  { selector: ({ path }) => path, maxLength: 50 },
);
const anyOccasion = fc.record({
  service: fc.array(word, { maxLength: 1 }),
  alertNames: fc.array(word, { maxLength: 3 }),
  labels: anyLabels,
});

test('the order does not depend on the order of the files, nor on files that do not match', () => {
  fc.assert(
    fc.property(
      anyRunbooks.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      anyOccasion,
      ([all, shuffled], any) => {
        const ranked = bestRunbooks(all, any);
        expect(bestRunbooks(shuffled, any)).toEqual(ranked);
        const matching = ranked.map((one) => one.runbook).toReversed();
        expect(bestRunbooks(matching, any)).toEqual(ranked);
        for (const { reasons } of ranked) expect(reasons).not.toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

test('any two that match keep their order whatever else there is', () => {
  fc.assert(
    fc.property(anyRunbooks, anyOccasion, (all, any) => {
      const ranked = bestRunbooks(all, any).map((one) => one.runbook);
      for (const [index, better] of ranked.entries()) {
        const worse = ranked[index + 1];
        if (!worse) continue;
        const two = bestRunbooks([worse, better], any).map((one) => one.runbook);
        expect(two).toEqual([better, worse]);
      }
    }),
    { numRuns: 500 },
  );
});
