/** What stands where a checklist has no steps to show. */
export const noteWords = {
  loading: 'Reading the runbook.',
  unavailable:
    'This laptop does not have the runbook, and the hub cannot be asked for it now. Its steps come when the link is back.',
  empty: 'No steps yet. N adds one.',
} as const;
