import { addTallies } from './tally.ts';
import { tallyStages } from './outcomes.ts';
import { exitCodes, say } from '../exit.ts';

/** Prints what the last `npm test` counted, as one line, and fails if anything did. */
const { passed, failed } = addTallies(tallyStages().map(({ tally }) => tally));
say(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = exitCodes.failed;
