import type { CatalogueEntry } from './catalogue-entry.ts';

/** What goes wrong around seats and silences. */
export const pagingErrors = {
  until_out_of_range: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'Nobody can be left in peace until that time.',
    remedy: 'Choose a time that is to come, at most 31 days from now.',
  },
  nobody_else: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'There is nobody else on your side whom the hub could call instead.',
    remedy: 'Page somebody by name, silence the sound for two minutes, or acknowledge and call.',
  },
  seat_not_yours: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'Nobody of your side has the incident, so the other side can not be stood down.',
    remedy: 'Acknowledge it first.',
  },
  handoff_not_owed: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'Your side owes nobody a hand-off packet for this incident.',
    remedy: 'It is owed once your side stands the other one down; until then, write in the room.',
  },
  silence_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'There is no such silence.',
    remedy: 'It may be over; look at the list of silences again.',
  },
  silence_of_everything: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'A silence without a service and without labels would silence everything.',
    remedy: 'Name a service, at least one label, or both.',
  },
  silence_too_particular: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The silence names more labels than a silence may.',
    remedy: 'Name at most 20 labels; a pattern such as /web-.*/ stands for many values.',
  },
  silence_pattern_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'A value between slashes is no regular expression of RE2, or too long a one.',
    remedy: 'Compare it with RE2’s syntax; a text without slashes stands for itself.',
  },
  silence_span_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'A silence can not last from then until then.',
    remedy:
      'Let it begin before it ends, end in the future, and last no longer than the config allows: 31 days unless it says less.',
  },
  silences_full: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'There are as many silences and maintenance windows as there may be.',
    remedy: 'End some that nobody needs, or write one with a pattern in place of several.',
  },
} as const satisfies Record<string, CatalogueEntry>;
