import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { CommandError } from '../exit.ts';

const policyFile = '/usr/sbin/policy-rc.d';
/** The daemons among our packages; tests start their own. */
const services = ['prometheus', 'prometheus-alertmanager'];

/** Installs Debian packages as root, and leaves none of their services running or enabled. */
export function installPackages(names: string[]): void {
  const isOurPolicy = !existsSync(policyFile);
  if (isOurPolicy) writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const install = ['install', '-y', '-q', '--no-install-recommends', ...names];
    // Lists may be absent, or so old that what they name is gone.
    if (aptGet(install).ok) return;
    const attempt = [aptGet(['update', '-q']), aptGet(install)];
    if (!attempt[1]?.ok) {
      const said = attempt.map((one) => one.said).join('\n');
      throw new CommandError(`apt-get could not install ${names.join(' ')}:\n${said}`);
    }
  } finally {
    if (isOurPolicy) rmSync(policyFile, { force: true });
    const fresh = services.filter((service) => names.includes(service));
    if (fresh.length > 0) spawnSync('systemctl', ['disable', ...fresh], { stdio: 'ignore' });
  }
}

function aptGet(commandArguments: string[]): { ok: boolean; said: string } {
  const { status, stdout, stderr } = spawnSync(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=300', ...commandArguments],
    { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' },
  );
  return { ok: status === 0, said: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}
