import { systemClock } from '#adapters/clock.ts';
import { lambda } from '#shell/lambda.ts';
import { openCasePorts } from './case-ports.ts';
import { casesDoor } from './door.ts';
import { DoorInput } from './door-input.ts';

export const handler = lambda({
  input: DoorInput,
  ports: () => ({ ...openCasePorts(), clock: systemClock }),
  run: casesDoor,
});
