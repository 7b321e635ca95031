import { openDynamodb } from '#local/dynamodb/service.ts';
import { openStore } from '#local/store.ts';
import { defineCases } from './embedded.ts';

/** Writes pairs of items in transactions, one after another, and prints the number of each once it is acknowledged. */
const [dataDir = '', first = '0'] = process.argv.slice(2);
const service = openDynamodb({ store: openStore(dataDir) });
defineCases(service);
for (let n = Number(first); ; n += 1) {
  const item = (sk: string) => ({
    Put: {
      TableName: 'cases',
      Item: { pk: { S: `pair#${n}` }, sk: { S: sk }, status: { S: 'open' }, rank: { N: String(n) } },
    },
  });
  const body = JSON.stringify({
    TransactItems: [item('left'), item('right')],
    ClientRequestToken: `pair-${n}`,
  });
  const response = await service.handle({
    method: 'POST',
    rawPath: '/',
    query: new Map(),
    headers: { 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems' },
    body: (async function* () {
      yield Buffer.from(body);
    })(),
  });
  if (response.status !== 200) throw new Error(JSON.stringify(response.body));
  process.stdout.write(`${n}\n`);
}
