import { lambda } from '#shell/lambda.ts';
import { WatchInput, watchLinks } from './links.ts';
import { openWatchPorts } from './watch-ports.ts';

export const handler = lambda({ input: WatchInput, ports: openWatchPorts, run: watchLinks });
