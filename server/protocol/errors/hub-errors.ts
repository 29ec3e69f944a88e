import type { CatalogueEntry } from './catalogue-entry.ts';

/** Why a hub does not start or cannot be reached. */
export const hubErrors = {
  config_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The configuration has errors.',
    remedy: 'Correct the lines named; docs/configuration.md describes each field.',
  },
  data_folder_locked: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'Another hub uses this data folder.',
    remedy: 'Stop the other hub, or give this one its own folder with --data.',
  },
  data_folder_unwritable: {
    httpStatus: 503,
    closeCode: null,
    retryable: false,
    message: 'The hub cannot write to its data folder.',
    remedy: 'Check its owner, permissions and free space, or choose another with --data.',
  },
  data_folder_newer: {
    httpStatus: 503,
    closeCode: null,
    retryable: false,
    message: 'The data folder was written by a newer hub.',
    remedy: 'Run the newer version, or restore a backup made before the update.',
  },
  port_in_use: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'Another program listens on this address.',
    remedy: 'Stop it, or choose another address with --listen HOST:PORT.',
  },
  address_unusable: {
    httpStatus: 503,
    closeCode: null,
    retryable: false,
    message: 'The hub cannot listen on this address.',
    remedy: 'Choose another with --listen HOST:PORT; ports below 1024 need privileges.',
  },
  engine_stuck: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The hub did not get through all that is due.',
    remedy: 'Look at the log of the hub; if it stays so, start the hub again.',
  },
  hub_unreachable: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: 'The hub does not answer.',
    remedy: 'Check the network, that the hub runs, and that its address is right.',
  },
} as const satisfies Record<string, CatalogueEntry>;
