import type { Attachment } from 'svelte/attachments';

/** Keeps a text area as high as its text; `text` is read so that it follows what is put in from outside. */
export function growing(text: () => string): Attachment<HTMLTextAreaElement> {
  return (field) => {
    void text();
    const border = field.offsetHeight - field.clientHeight;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + border}px`;
  };
}
