import { createHash } from 'node:crypto';

export type Mail = {
  readonly to: string;
  /** The topic's display name, in front of the sender's address. */
  readonly sender: string;
  readonly subject: string;
  readonly messageId: string;
  readonly at: Date;
  readonly body: string;
};

const SENDER = 'no-reply@sns.amazonaws.com';
/** RFC 5322, 2.1.1: no line may be longer. */
const MAX_LINE_BYTES = 998;

/** An e-mail as it would be handed to a mail server (RFC 5322): CRLF, headers in ASCII, the body in UTF-8. */
export function renderMail({ to, sender, subject, messageId, at, body }: Mail): string {
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  const fits = lines.every((line) => Buffer.byteLength(line) <= MAX_LINE_BYTES);
  return [
    `From: "${sender.replace(/["\\]/g, '')}" <${SENDER}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${messageId}.${opaque(to)}@sns.amazonaws.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${fits ? '8bit' : 'base64'}`,
    '',
    ...(fits
      ? lines
      : (Buffer.from(lines.join('\r\n'))
          .toString('base64')
          .match(/.{1,76}/g) ?? [])),
    '',
  ].join('\r\n');
}

/** Stands for an address where the address itself must not, as in the name of a file. */
export function opaque(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 12);
}

/** An operation of the query protocol as a link that can be followed from a message. */
export function linkTo(gatewayUrl: string, parameters: Readonly<Record<string, string>>): string {
  return `${gatewayUrl}/?${new URLSearchParams(parameters).toString()}`;
}
