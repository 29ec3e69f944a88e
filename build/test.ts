import { clearOutcomes, recordOutcome, tallyStages } from './check/outcomes.ts';
import { runStage } from './check/run-stage.ts';
import { stages } from './check/stages.ts';
import { exitCodes, runCommand, say } from './exit.ts';
import { ensureSystemPackages } from './system-packages.ts';

/** `npm test`: every check there is; a failure does not keep the later ones from running. */
await runCommand(async () => {
  clearOutcomes();
  ensureSystemPackages(['client', 'desktop', 'senders']);
  for (const stage of stages) {
    say(`\n━━ ${stage.name} ${'━'.repeat(60 - stage.name.length)}`);
    recordOutcome(stage, await runStage(stage));
  }
  say(`\n━━ summary ${'━'.repeat(53)}`);
  for (const { stage, tally } of tallyStages()) {
    const mark = tally.failed === 0 ? '✓' : '✗';
    say(`${mark} ${stage.name.padEnd(12)} ${tally.passed} passed, ${tally.failed} failed`);
    if (tally.failed > 0) process.exitCode = exitCodes.failed;
  }
});
