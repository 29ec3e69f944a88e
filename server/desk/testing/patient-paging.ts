import { pagingWithoutConfig } from '../../domain/paging/paging-rules.ts';
import { defaultPolicy } from '../../domain/paging/policy.ts';
import { noPagingSource } from '../surroundings.ts';
import type { PagingSource } from '../surroundings.ts';

/** So long nobody is paged again and nobody is asked again. */
export const patienceMs = 365 * 24 * 60 * 60 * 1_000;

/** Everybody on a side is on call, and seats wait so long that other things are due before them. */
export const patientPaging: PagingSource = {
  ...noPagingSource,
  rules: (records) => ({
    ...pagingWithoutConfig(records.reachablePeople()),
    policyOf: () => ({
      ...defaultPolicy,
      steps: defaultPolicy.steps.map((step) => ({ ...step, waitMs: patienceMs })),
      thenEveryMs: patienceMs,
      leaseMs: { critical: patienceMs, error: patienceMs, warning: patienceMs, info: patienceMs },
    }),
  }),
};
