import type { CatalogueEntry } from './catalogue-entry.ts';

/** What can be wrong with runbooks. */
export const runbookErrors = {
  runbook_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'A runbook has errors.',
    remedy: 'Correct the lines named; docs/runbooks.md describes the form.',
  },
  runbooks_unreadable: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The runbooks cannot be read.',
    remedy: 'Check the path named: whether it is there, its permissions, and how much is in it.',
  },
} as const satisfies Record<string, CatalogueEntry>;
