import { lambda } from '#shell/lambda.ts';
import { WatchInput } from './links.ts';
import { watchScores } from './scores.ts';
import { openWatchPorts } from './watch-ports.ts';

export const handler = lambda({ input: WatchInput, ports: openWatchPorts, run: watchScores });
