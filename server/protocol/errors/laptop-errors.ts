import type { CatalogueEntry } from './catalogue-entry.ts';

/** What only the desktop app meets. */
export const laptopErrors = {
  hub_untrusted: {
    httpStatus: 502,
    closeCode: null,
    retryable: true,
    message: 'The certificate of the hub is not trusted.',
    remedy: 'Name the file of its certificate authority in the settings.',
  },
  hub_answer_invalid: {
    httpStatus: 502,
    closeCode: null,
    retryable: true,
    message: 'The hub answered in a way that this app does not understand.',
    remedy: 'Check that the address is that of a hub, and update the older of the two.',
  },
  invite_malformed: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'This is not an invite link.',
    remedy: 'Paste the whole link that `tocsin invite` printed; it begins with tocsin://join.',
  },
  window_request_refused: {
    httpStatus: 403,
    closeCode: null,
    retryable: false,
    message: 'A window asked for something that it may not have.',
    remedy: 'Update the app; if it happens again, report it with the log of its profile.',
  },
  file_unwritable: {
    httpStatus: 500,
    closeCode: null,
    retryable: true,
    message: 'The file could not be written.',
    remedy: 'Choose another folder, or make room on the disk, and save it again.',
  },
  keychain_unavailable: {
    httpStatus: 503,
    closeCode: null,
    retryable: true,
    message: "The system's keychain does not answer.",
    remedy: 'Unlock or install a keychain, or keep the token for this run only.',
  },
} as const satisfies Record<string, CatalogueEntry>;
