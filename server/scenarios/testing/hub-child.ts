import { startInProcess } from './hub-in-process.ts';
import type { HubControl } from './hub-control.ts';

/** Runs a hub in this process and does what its parent asks for. */
interface Request {
  id: number;
  name: keyof HubControl;
  given: unknown[];
}

const [folder = '', configFile = '', at = ''] = process.argv.slice(2);
const control = await startInProcess(folder, configFile, at);

process.on('message', ({ id, name, given }: Request) => {
  const work = control[name] as (...values: unknown[]) => Promise<unknown>;
  work.apply(control, given).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, problem: String(error) }),
  );
});
process.send?.({ url: control.url });
