/**
 * What our pages may load and do: themselves, and nothing from anywhere else. The socket to the hub
 * lives in the main process, so no page needs a connection.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (7)
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // Svelte makes the first policy for {@html}, DOMPurify the second.
  'trusted-types svelte-trusted-html dompurify',
].join('; ');
