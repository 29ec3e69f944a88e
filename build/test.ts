import { clearOutcomes, recordOutcome, tallyStages } from './check/outcomes.ts';
import { runStage } from './check/run-stage.ts';
import { stages } from './check/stages.ts';
import { exitCodes, runCommand, say } from './exit.ts';
import { ensureSystemPackages } from './system-packages.ts';

/** `npm test`: every check there is; a failure does not keep the later ones from running. */
await runCommand(async () => {
  clearOutcomes();
  ensureSystemPackages(['client', 'desktop', 'senders']);
  const reading = stages.filter(({ isReading }) => isReading);
  announce(reading.map(({ name }) => name).join(', '));
  const codes = await Promise.all(reading.map(runStage));
  for (const [index, stage] of reading.entries()) recordOutcome(stage, codes[index] ?? null);
  for (const stage of stages.filter(({ isReading }) => !isReading)) {
    announce(stage.name);
    recordOutcome(stage, await runStage(stage));
  }
  announce('summary');
  for (const { stage, tally } of tallyStages()) {
    const mark = tally.failed === 0 ? '✓' : '✗';
    say(`${mark} ${stage.name.padEnd(12)} ${tally.passed} passed, ${tally.failed} failed`);
    if (tally.failed > 0) process.exitCode = exitCodes.failed;
  }
});

function announce(name: string): void {
  say(`\n━━ ${name} ${'━'.repeat(60 - name.length)}`);
}
