import { createHash } from 'node:crypto';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { Clock } from '../clock.ts';
import type { Log, TokenKeeper } from '../pager/ports.ts';

/** What is used of keytar. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** A keychain that asks its user to unlock it keeps us waiting; a dead one for ever. */
const answerTimeoutMs = 20_000;
const probeTimeoutMs = 5_000;
const probeAccount = 'probe';

/** One name per profile, so that several profiles on one machine keep their tokens apart. */
export function keychainService(profileFolder: string, isUsualProfile: boolean): string {
  if (isUsualProfile) return 'Tocsin';
  const digest = createHash('sha256').update(profileFolder).digest('hex');
  return `Tocsin ${digest.slice(0, 12)}`;
}

export interface KeychainTokensOptions {
  /** Loads the native module; rejects where it cannot run. */
  load(): Promise<Keychain>;
  service: string;
  clock: Clock;
  log: Log;
}

/** Keeps the device token in the system's keychain, or, when the user says so, in memory. */
export class KeychainTokens implements TokenKeeper {
  readonly #options: KeychainTokensOptions;
  readonly #memory = new Map<string, string>();
  #place: 'keychain' | 'memory' | 'none' = 'none';

  constructor(options: KeychainTokensOptions) {
    this.#options = options;
  }

  async hasKeychain(): Promise<boolean> {
    const { service, log } = this.#options;
    try {
      await this.#ask(probeTimeoutMs, async (keychain) => {
        await keychain.setPassword(service, probeAccount, 'probe');
        await keychain.deletePassword(service, probeAccount);
      });
      return true;
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'no keychain');
      return false;
    }
  }

  /** @throws TocsinError `keychain_unavailable` */
  async read(account: string): Promise<string | null> {
    const held = this.#memory.get(account);
    const token =
      held ??
      (await this.#ask(answerTimeoutMs, (keychain) =>
        keychain.getPassword(this.#options.service, account),
      ));
    this.#place = token === null ? 'none' : held === undefined ? 'keychain' : 'memory';
    return token;
  }

  /** @throws TocsinError `keychain_unavailable` */
  async write(account: string, token: string, options: { onlyThisRun: boolean }): Promise<void> {
    if (options.onlyThisRun) {
      this.#memory.set(account, token);
      this.#place = 'memory';
      return;
    }
    await this.#ask(answerTimeoutMs, (keychain) =>
      keychain.setPassword(this.#options.service, account, token),
    );
    this.#memory.delete(account);
    this.#place = 'keychain';
  }

  /** @throws TocsinError `keychain_unavailable` */
  async remove(account: string): Promise<void> {
    this.#place = 'none';
    if (this.#memory.delete(account)) return;
    await this.#ask(answerTimeoutMs, (keychain) =>
      keychain.deletePassword(this.#options.service, account),
    );
  }

  place(): 'keychain' | 'memory' | 'none' {
    return this.#place;
  }

  async #ask<T>(timeoutMs: number, ask: (keychain: Keychain) => Promise<T>): Promise<T> {
    const { clock, load } = this.#options;
    return new Promise<T>((resolve, reject) => {
      const fail = (detail: string, cause?: unknown) =>
        reject(new TocsinError('keychain_unavailable', `(${detail})`, { cause }));
      const timer = clock.after(timeoutMs, () => fail('no answer in time'));
      // A module that cannot be loaded may throw at once.
      Promise.resolve()
        .then(load)
        .then(ask)
        .then(resolve, (error: unknown) => fail(reasonOf(error), error))
        .finally(() => timer.cancel());
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
