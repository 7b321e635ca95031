/** A handler whose event tells what to do; one file, so that one worker can go through all of it. */
import { setTimeout as sleep } from 'node:timers/promises';

type Context = {
  awsRequestId: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  getRemainingTimeInMillis(): number;
};
type Order = { do: string; ms?: number; bytes?: number; text?: string };

let events = 0;

export async function handler(order: Order, context: Context): Promise<unknown> {
  events++;
  switch (order.do) {
    case 'echo':
      return { order, events };
    case 'context':
      return { ...context, remainingMs: context.getRemainingTimeInMillis() };
    case 'environment':
      return process.env;
    case 'nothing':
      return undefined;
    case 'print':
      console.log(order.text);
      return null;
    case 'throw':
      throw Object.assign(new Error(order.text), { name: 'SourceUnknown' });
    case 'throw text':
      throw order.text;
    case 'spin':
      for (;;) events++;
    case 'sleep':
      await sleep(order.ms);
      return { events };
    case 'large':
      return 'x'.repeat(order.bytes ?? 0);
    case 'exit':
      return process.exit(3);
    case 'uncaught':
      setTimeout(() => {
        throw new TypeError('from a timer');
      });
      return sleep(5000);
    case 'grow': {
      const kept = Array.from({ length: 40 }, (_, index) => Array.from({ length: 1_000_000 }, () => index));
      return { events, kept: kept.length };
    }
    case 'hoard': {
      const kept: number[][] = [];
      for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => index + kept.length));
    }
    default:
      throw new Error(`no order "${order.do}"`);
  }
}
