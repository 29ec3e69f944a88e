import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repositoryFolder } from '../paths.ts';
import { reportFile } from './stages.ts';
import type { Stage } from './stages.ts';

/** Runs a stage's npm script to its end or time-out. @returns its exit code, null if it was ended */
export async function runStage(stage: Stage): Promise<number | null> {
  const child = spawn('npm', ['run', '--silent', stage.name], {
    cwd: repositoryFolder,
    detached: true,
    env: { ...process.env, ...(stage.runner && { TOCSIN_REPORT: reportFile(stage) }) },
    stdio: 'inherit',
  });
  const endGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(() => endGroup('SIGKILL'), stage.timeoutMs);
  const passOn = (signal: NodeJS.Signals) => endGroup(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, passOn);
  const [code] = (await once(child, 'exit')) as [number | null];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, passOn);
  clearTimeout(timer);
  return code;
}
