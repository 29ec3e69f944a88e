import { TocsinError } from '../server/protocol/errors.ts';
import type { Person } from '../server/protocol/identity.ts';
import { joinHub, readInvite } from './hub/join.ts';
import type { Route } from './hub/hub-request.ts';
import { forgetHub, loadMembership, saveMembership } from './hub/membership.ts';
import type { Membership } from './hub/membership.ts';
import { inWords } from './hub/refusal.ts';
import type { RequestOf } from './ipc/contract.ts';
import type { JoinView } from './ipc/views.ts';
import type { LaptopPorts, TokenKeeper } from './pager/ports.ts';

export interface EnrolmentOptions {
  ports: Pick<LaptopPorts, 'profileFolder' | 'tokens' | 'app' | 'zone' | 'log'>;
  route(hub: string): Promise<Route>;
  /** The offer, the state or the message changed. */
  onChange(): void;
}

type JoinState = Omit<JoinView, 'link'>;

/** Which hub this laptop belongs to: joining one, remembering it, leaving it. */
export class Enrolment {
  readonly #options: EnrolmentOptions;
  readonly #tokens: TokenKeeper;
  readonly #profileFolder: string;
  #view: JoinState = { offered: null, state: 'idle', message: null };
  #membership: Membership | null = null;

  constructor(options: EnrolmentOptions) {
    this.#options = options;
    this.#tokens = options.ports.tokens;
    this.#profileFolder = options.ports.profileFolder;
  }

  get view(): JoinState {
    return this.#view;
  }

  get membership(): Membership | null {
    return this.#membership;
  }

  /** What was joined in an earlier run; null when nothing was, or its token is gone. */
  async recall(): Promise<{ membership: Membership; token: string } | null> {
    const membership = await loadMembership(this.#profileFolder);
    if (!membership) return null;
    try {
      const token = await this.#tokens.read(membership.deviceId);
      if (token !== null) {
        this.#membership = membership;
        return { membership, token };
      }
      this.#show({ state: 'failed', message: 'The device token is gone. Join the hub again.' });
    } catch (fault) {
      this.#options.ports.log.error({ reason: String(fault) }, 'the keychain cannot be read');
      const message = 'The keychain cannot be read. Unlock it and start Tocsin again.';
      this.#show({ state: 'failed', message });
    }
    return null;
  }

  /** A link from outside; it does nothing before the user says yes. */
  offer(link: string): void {
    try {
      const { hub } = readInvite(link);
      this.#show({ offered: { link, hub }, state: 'idle', message: null });
    } catch (fault) {
      this.#show({ offered: null, state: 'failed', message: wordsFor(fault) });
    }
  }

  dismiss(): void {
    this.#show({ offered: null, state: 'idle', message: null });
  }

  /**
   * Spends an invite and keeps the token. An invite is good for one use, so the keychain is tried
   * first.
   * @returns null when it failed; the view says why
   */
  async join({
    link,
    rememberOnlyNow,
  }: RequestOf<'join:accept'>): Promise<{ membership: Membership; token: string } | null> {
    if (this.#view.state === 'joining') return null;
    this.#show({ state: 'joining', message: null });
    try {
      const invite = readInvite(link);
      if (!rememberOnlyNow && !(await this.#tokens.hasKeychain())) {
        this.#show({ state: 'no-keychain', message: noKeychain });
        return null;
      }
      const { ports } = this.#options;
      const { deviceName, platform } = ports.app;
      const name = deviceName.slice(0, 120) || 'laptop';
      const device = { deviceName: name, platform, zone: ports.zone() };
      const answer = await joinHub(invite, device, await this.#options.route(invite.hub));
      const { deviceToken: token, ...identity } = answer;
      const membership = { hub: invite.hub, ...identity };
      await this.#keep(membership, token, rememberOnlyNow);
      this.#show({ offered: null, state: 'joined', message: null });
      return { membership, token };
    } catch (fault) {
      this.#show({ state: 'failed', message: wordsFor(fault) });
      return null;
    }
  }

  /** The hub says that its person is now called otherwise. */
  async rename(person: Person): Promise<void> {
    const membership = this.#membership;
    if (!membership || JSON.stringify(membership.person) === JSON.stringify(person)) return;
    this.#membership = { ...membership, person };
    await saveMembership(this.#profileFolder, this.#membership);
  }

  /** Leaves nothing of the hub on this laptop. */
  async leave(): Promise<void> {
    const deviceId = this.#membership?.deviceId;
    this.#membership = null;
    await forgetHub(this.#profileFolder);
    if (deviceId !== undefined) await this.#tokens.remove(deviceId);
    this.#show({ offered: null, state: 'idle', message: null });
  }

  async #keep(membership: Membership, token: string, onlyThisRun: boolean): Promise<void> {
    const before = this.#membership;
    if (before) await this.#tokens.remove(before.deviceId);
    await forgetHub(this.#profileFolder);
    this.#membership = membership;
    try {
      await this.#tokens.write(membership.deviceId, token, { onlyThisRun });
    } catch (fault) {
      // The invite is spent: better for this run than not at all.
      this.#options.ports.log.warn({ reason: String(fault) }, 'the keychain refused the token');
      await this.#tokens.write(membership.deviceId, token, { onlyThisRun: true });
    }
    await saveMembership(this.#profileFolder, membership);
  }

  #show(change: Partial<JoinState>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.onChange();
  }
}

const noKeychain =
  'No keychain can be used here. Tocsin can keep the device token for this run only; after the ' +
  'next start you join again.';

function wordsFor(fault: unknown): string {
  return inWords(fault instanceof TocsinError ? fault : new TocsinError('internal'));
}
