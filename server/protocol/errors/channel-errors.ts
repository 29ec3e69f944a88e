import type { CatalogueEntry } from './catalogue-entry.ts';

/** What goes wrong around channels, and the links that are sent over them. */
export const channelErrors = {
  channel_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'The config names no such channel for you.',
    remedy: 'Look at your channels in the settings; people are in the config of the hub.',
  },
  link_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'There is nothing at this link.',
    remedy: 'Open it again from the message, or answer on your laptop.',
  },
} as const satisfies Record<string, CatalogueEntry>;
