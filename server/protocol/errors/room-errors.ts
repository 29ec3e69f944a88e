import type { CatalogueEntry } from './catalogue-entry.ts';

/** What goes wrong around the room of an incident. */
export const roomErrors = {
  query_invalid: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The query of the address is not of the form that it takes.',
    remedy: 'Compare it with docs/protocol.md; the detail names the field.',
  },
  message_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'The room has no such message.',
    remedy: 'It may have been deleted; look at the room again.',
  },
  message_not_yours: {
    httpStatus: 403,
    closeCode: null,
    retryable: false,
    message: 'Only its writer may change a message.',
    remedy: 'Reply to it instead.',
  },
  message_edited_out: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'The message was edited as often as a message may be.',
    remedy: 'Write a new message, and delete this one if it misleads.',
  },
  message_empty: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The message has neither text nor attachment.',
    remedy: 'Write something first.',
  },
  person_unknown: {
    httpStatus: 404,
    closeCode: null,
    retryable: false,
    message: 'The hub does not know this person, or they have no laptop to call.',
    remedy: 'Call somebody else; the board shows who has joined.',
  },
  attachment_unknown: {
    httpStatus: 409,
    closeCode: null,
    retryable: false,
    message: 'The hub does not have this attachment.',
    remedy: 'Upload the attachment first, then send the message again.',
  },
  attachment_too_large: {
    httpStatus: 413,
    closeCode: null,
    retryable: false,
    message: 'An attachment may have 10 MiB at most.',
    remedy: 'Attach the part that matters, or link to the whole.',
  },
  attachment_empty: {
    httpStatus: 400,
    closeCode: null,
    retryable: false,
    message: 'The attachment has no bytes.',
    remedy: 'Choose the file again.',
  },
  attachment_damaged: {
    httpStatus: 400,
    closeCode: null,
    retryable: true,
    message: 'The attachment arrived changed or cut.',
    remedy: 'Upload it again.',
  },
  image_unreadable: {
    httpStatus: 422,
    closeCode: null,
    retryable: false,
    message: 'The image is broken, or would fill the memory when opened.',
    remedy: 'Save it anew as PNG or JPEG with fewer pixels, and attach that.',
  },
  context_too_large: {
    httpStatus: 413,
    closeCode: null,
    retryable: false,
    message: 'The context of an incident may have 2 MiB, and one item 256 KiB.',
    remedy: 'Add what matters most, and link to the rest.',
  },
} as const satisfies Record<string, CatalogueEntry>;
