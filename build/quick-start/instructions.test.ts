import { describe, expect, it } from 'vitest';
import { howToRing } from './instructions.ts';

describe('howToRing', () => {
  const text = howToRing({
    alertmanagerUrl: 'http://127.0.0.1:4949/ingest/one/alertmanager',
    genericUrl: 'http://127.0.0.1:4949/ingest/two/generic',
  });

  it('names the three ways', () => {
    expect(text).toContain('npm run alert -- critical checkout "error ratio 7%"');
    expect(text).toContain('- url: http://127.0.0.1:4949/ingest/one/alertmanager');
    expect(text).toContain('http://127.0.0.1:4949/ingest/two/generic');
  });

  it('gives curl a body that a shell passes on unharmed', () => {
    const body = /-d '([^']*)'/.exec(text)?.[1] ?? '';
    expect(JSON.parse(body)).toMatchObject({ severity: 'critical', service: 'checkout' });
  });
});
