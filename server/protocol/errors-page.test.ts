import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { errorCatalogue } from './errors.ts';

const page = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));

const introduction = `# Errors

Every refusal of the hub, over HTTP, WebSocket or on the command line, is one of these. This page is
made from \`server/protocol/errors/\`; to write it anew, run the unit tests with \`-u\`.

An HTTP answer has the status and the body

\`\`\`json
{
  "error": { "code": "key_revoked", "message": "...", "remedy": "...", "retryable": false },
  "requestId": "0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a"
}
\`\`\`

PagerDuty's addresses answer in PagerDuty's form instead, since its clients expect that. A
session gets the same object in an \`error\` frame, or in the \`reply\` to its command. When the
error ends the session, the WebSocket is closed with the close code, and the code is the reason of the
close. Act on \`code\` and \`retryable\`; \`message\` and \`remedy\` are for people, and \`message\` may
have a detail at its end.

*Retryable* means that the same request can succeed later without a change.
`;

test('docs/errors.md is the catalogue', async () => {
  const rows = Object.entries(errorCatalogue).map(
    ([code, { httpStatus, closeCode, retryable, message, remedy }]) => {
      const cells = [
        `\`${code}\``,
        httpStatus,
        closeCode ?? '',
        retryable ? 'yes' : 'no',
        message,
        remedy,
      ];
      return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
    },
  );
  const heading =
    '| code | HTTP | close code | retryable | message | remedy |\n| --- | --- | --- | --- | --- | --- |';
  const text = `${introduction}\n${heading}\n${rows.join('\n')}\n`;
  await expect(await format(text, { parser: 'markdown', printWidth: 100 })).toMatchFileSnapshot(
    page,
  );
});
