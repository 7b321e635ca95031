import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { PortTaken, serve, type Gateway } from '#local/gateway.ts';
import { readBody, type Service, ServiceError, type ServiceRequest } from '#local/service.ts';
import { afterEach, describe, expect, it } from 'vitest';

const gateways: Gateway[] = [];
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
});

/** Tells on the wire which service was asked, and what it saw. */
function echo(name: string, seen: ServiceRequest[] = []): Service {
  return {
    name,
    async handle(request) {
      seen.push(request);
      const text = (await readBody(request)).toString();
      return { status: 200, headers: { 'x-service': name }, body: `${name}:${request.rawPath}:${text}` };
    },
  };
}

async function open(services: readonly Service[], log?: (line: string) => void): Promise<Gateway> {
  const gateway = await serve({ services, port: 0, ...(log === undefined ? {} : { log }) });
  gateways.push(gateway);
  return gateway;
}

const signed = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

describe('gateway', () => {
  it('tells of each request that a service takes: which operation, how many bytes', async () => {
    const told: unknown[] = [];
    const gateway = await serve({
      services: [echo('s3'), echo('dynamodb')],
      port: 0,
      tally: (...words) => void told.push(words),
    });
    gateways.push(gateway);
    await fetch(`${gateway.url}/bucket/key`, { method: 'PUT', body: 'text' });
    await fetch(gateway.url, {
      method: 'POST',
      body: '{}',
      headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
    });
    await fetch(gateway.url, { method: 'POST', headers: { 'x-amz-target': 'Unknown_1.Thing' } });
    expect(told).toEqual([
      ['s3', 'PUT', 4],
      ['dynamodb', 'PutItem', 2],
    ]);
  });

  const all = ['s3', 'dynamodb', 'states', 'athena', 'glue', 'secretsmanager', 'lambda', 'sns'];

  it.each<[string, string, string, Record<string, string>, string]>([
    ['a signature', 'athena', '/', { authorization: signed('athena') }, ''],
    [
      'a presigned address',
      's3',
      '/b/k?X-Amz-Credential=AKID%2F20260101%2Feu-west-1%2Fs3%2Faws4_request',
      {},
      '',
    ],
    [
      'a signature over a target',
      'glue',
      '/',
      { authorization: signed('glue'), 'x-amz-target': 'AmazonAthena.X' },
      '',
    ],
    ['a target', 'dynamodb', '/', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}'],
    ['a target', 'states', '/', { 'x-amz-target': 'AWSStepFunctions.ListExecutions' }, '{}'],
    ['a target', 'secretsmanager', '/', { 'x-amz-target': 'secretsmanager.GetSecretValue' }, '{}'],
    ["Lambda's path", 'lambda', '/2015-03-31/functions/', {}, ''],
    [
      'a form',
      'sns',
      '/',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'Action=ListTopics&Version=2010-03-31',
    ],
    ['a link with an Action', 'sns', '/?Action=ConfirmSubscription&Token=t', {}, ''],
    ['nothing', 's3', '/bucket/key', {}, ''],
  ])('routes by %s to %s', async (_, service, path, headers, body) => {
    const { url } = await open(all.map((name) => echo(name)));
    const method = body === '' ? 'GET' : 'POST';
    const answer = await fetch(url + path, { method, headers, ...(body === '' ? {} : { body }) });
    expect(answer.headers.get('x-service')).toBe(service);
    expect(await answer.text()).toBe(`${service}:${path.split('?')[0]}:${body}`);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('hands the path on as sent and decodes the query', async () => {
    const seen: ServiceRequest[] = [];
    const { port } = await open([echo('s3', seen)]);
    const call = request({ port, host: '127.0.0.1', path: '/b/../a%2Fb?list-type=2&prefix=x%20y&acl' }).end();
    const [answer] = await once(call, 'response');
    answer.resume();
    expect(seen[0]?.rawPath).toBe('/b/../a%2Fb');
    expect([...(seen[0]?.query ?? [])]).toEqual([
      ['list-type', '2'],
      ['prefix', 'x y'],
      ['acl', ''],
    ]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'JSON',
      { 'x-amz-target': 'AmazonSSM.GetParameter' },
      /^\{"__type":"com\.amazon\.coral\.service#UnknownService","message":"[^"]*\\"AmazonSSM\\"/,
    ],
    [
      'query XML',
      { authorization: signed('sqs'), 'content-type': 'application/x-www-form-urlencoded' },
      /<ErrorResponse><Error><Type>Receiver<\/Type><Code>UnknownService<\/Code><Message>[^<]*&quot;sqs&quot;/,
    ],
    ['REST JSON', { authorization: signed('scheduler') }, /"message":"[^"]*\\"scheduler\\"/],
    ['REST XML', {}, /<Error><Code>UnknownService<\/Code><Message>[^<]*&quot;s3&quot;/],
  ])('names a service it has not, in %s', async (_, headers, expected) => {
    const { url } = await open([]);
    const answer = await fetch(url, { method: 'POST', headers, body: 'Action=X' });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toMatch(expected);
  });

  it('shows a ServiceError to the client and keeps the cause of any other in the log', async () => {
    const lines: string[] = [];
    let error: Error = new ServiceError('NoSuchKey', 'no <such> key', 404);
    const { url } = await open([{ name: 's3', handle: () => Promise.reject(error) }], (line) =>
      lines.push(line),
    );
    const known = await fetch(`${url}/a`);
    expect([known.status, await known.text()]).toEqual([404, expect.stringContaining('no &lt;such&gt; key')]);
    expect(lines).toEqual([]);
    error = new Error('disk on fire');
    const unknown = await fetch(`${url}/a`);
    expect([unknown.status, await unknown.text()]).toEqual([500, expect.stringContaining('InternalFailure')]);
    expect(lines.join()).toContain('disk on fire');
  });

  it('streams a large body both ways over a kept connection', async () => {
    const half: Service = {
      name: 's3',
      async handle(request) {
        let bytes = 0;
        for await (const part of request.body) bytes += part.byteLength;
        return {
          status: 200,
          headers: {},
          body: Readable.from([Buffer.alloc(bytes, 1), Buffer.alloc(bytes, 2)]),
        };
      },
    };
    const { url } = await open([half]);
    for (let turn = 0; turn < 2; turn++) {
      const answer = await fetch(url, { method: 'PUT', body: Buffer.alloc(5_000_000) });
      expect((await answer.arrayBuffer()).byteLength).toBe(10_000_000);
    }
  });

  it('answers HEAD without a body and keeps the length the service gave', async () => {
    const { url } = await open([
      {
        name: 's3',
        handle: async () => ({ status: 200, headers: { 'content-length': '7' }, body: undefined }),
      },
    ]);
    const answer = await fetch(url, { method: 'HEAD' });
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['7', '']);
  });

  it('asks a client that waits for it to continue', async () => {
    const { port } = await open([echo('s3')]);
    const socket = connect(port, '127.0.0.1');
    let got = '';
    socket.on('data', (data: Buffer) => {
      got += data.toString();
      if (got.endsWith('100 Continue\r\n\r\n')) socket.write('four');
    });
    socket.write(
      'PUT /k HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n',
    );
    await once(socket, 'close');
    expect(got).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[^]*s3:\/k:four$/);
  });

  it('refuses a body early and still serves the next request', async () => {
    const picky: Service = {
      name: 's3',
      handle: (request) => readBody(request, 10).then(() => ({ status: 200, headers: {}, body: 'ok' })),
    };
    const { url } = await open([picky]);
    const refused = await fetch(url, { method: 'PUT', body: Buffer.alloc(300_000) });
    expect([refused.status, await refused.text()]).toEqual([
      413,
      expect.stringContaining('RequestEntityTooLarge'),
    ]);
    expect(await (await fetch(url, { method: 'PUT', body: 'small' })).text()).toBe('ok');
  });

  it('tells the service of a client that goes away, and logs nothing', async () => {
    const lines: string[] = [];
    const gone = Promise.withResolvers<unknown>();
    const waiting: Service = {
      name: 's3',
      handle: (request) =>
        readBody(request).then(
          () => ({ status: 200, headers: {}, body: '' }),
          (error: unknown) => {
            gone.resolve(error);
            throw error;
          },
        ),
    };
    const { port } = await open([waiting], (line) => lines.push(line));
    const socket = connect(port, '127.0.0.1');
    socket.write('PUT /k HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 400\r\n\r\nhalf', () =>
      setTimeout(() => socket.destroy(), 20),
    );
    expect(await gone.promise).toBeInstanceOf(Error);
    expect(lines).toEqual([]);
  });

  it.each([
    ['another host name', { host: 'rebound.example' }],
    ['a web page', { host: '127.0.0.1', origin: 'https://page.example' }],
  ])('turns %s away', async (_, headers) => {
    const { port } = await open([echo('s3')]);
    const call = request({ port, host: '127.0.0.1', headers }).end();
    const [answer] = await once(call, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(403);
  });

  it('says what it is to a browser', async () => {
    const { url } = await open([]);
    const answer = await fetch(url, { headers: { accept: 'text/html' } });
    expect(await answer.text()).toContain("Verband's embedded cloud");
  });

  it('says who the caller is', async () => {
    const { url } = await open([]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = (action: string) =>
      fetch(url, { method: 'POST', headers, body: `Action=${action}&Version=2011-06-15` }).then((answer) =>
        answer.text(),
      );
    expect(await ask('GetCallerIdentity')).toContain('<Account>000000000000</Account>');
    expect(await ask('AssumeRole')).toContain('sts does not speak AssumeRole');
  });

  it('names --port when the port is taken', async () => {
    const { port } = await open([]);
    const second = serve({ services: [], port });
    await expect(second).rejects.toThrow(PortTaken);
    await expect(second).rejects.toThrow('--port');
  });
});
