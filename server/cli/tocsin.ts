import { describeFailure } from './failure.ts';
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  const { exitCode, text } = describeFailure(error, process.argv.includes('--json'));
  process.stderr.write(text);
  process.exitCode = exitCode;
}
