import { execFileSync } from 'node:child_process';
import { arch, cpus, release, tmpdir, totalmem, type } from 'node:os';

/** What a reader must know of this machine to weigh its figures. */
export function describeMachine(): string[] {
  const [first] = cpus();
  const memoryGib = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memoryGib} GiB of memory`,
    `${type()} ${release()}, ${arch()}; Node ${process.versions.node}`,
    `file system of the temporary folder: ${temporaryFileSystem()}`,
  ];
}

function temporaryFileSystem(): string {
  try {
    return execFileSync('stat', ['-f', '-c', '%T', tmpdir()], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
