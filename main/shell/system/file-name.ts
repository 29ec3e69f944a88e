const longest = 120;
/** Windows reads these as devices, whatever follows the first dot. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name from outside as one that any file system takes and that says what it is: no folders, no
 * control or direction characters, no device of Windows, never hidden, and not too long.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const cleaned = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(devices, '_$&');
  if (cleaned === '') return 'attachment';
  const characters = [...cleaned];
  if (characters.length <= longest) return cleaned;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(cleaned)?.[0] ?? '';
  return `${characters
    .slice(0, longest - extension.length)
    .join('')
    .trimEnd()}${extension}`;
}
