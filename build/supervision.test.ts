import { describe, expect, it } from 'vitest';
import { Supervision } from './supervision.ts';

describe('Supervision', () => {
  it('stops what it started, the last one first', async () => {
    const stopped: string[] = [];
    const supervision = new Supervision();
    for (const name of ['desktop', 'hub', 'client']) {
      await supervision.start(
        async () => Promise.resolve(name),
        async (part) => void stopped.push(await Promise.resolve(part)),
      );
    }
    await supervision.end();
    expect(stopped).toEqual(['client', 'hub', 'desktop']);
  });

  it('waits for what is still coming up and stops that too', async () => {
    const stopped: string[] = [];
    const supervision = new Supervision();
    const arrival = Promise.withResolvers<string>();
    void supervision.start(
      async () => arrival.promise,
      async (part) => void stopped.push(await Promise.resolve(part)),
    );
    const ending = supervision.end();
    arrival.resolve('slow');
    await ending;
    expect(stopped).toEqual(['slow']);
  });

  it('passes over what never came up, and starts nothing afterwards', async () => {
    const supervision = new Supervision();
    const noStop = async () => Promise.reject(new Error('must not be called'));
    const failing = supervision.start(async () => Promise.reject(new Error('no')), noStop);
    await expect(failing).rejects.toThrow('no');
    await supervision.end();
    await expect(supervision.start(async () => Promise.resolve(1), noStop)).rejects.toThrow(
      'Nothing is started',
    );
  });
});
