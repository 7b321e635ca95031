import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import type { Call } from '../wire/call.ts';

/** One operation of the API: how it is recognised, what it takes, what it does. */
export type Operation = {
  readonly name: string;
  readonly on: `${'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'} ${'service' | 'bucket' | 'object'}`;
  /** A query parameter that must be there, such as `uploads`. */
  readonly marker?: string;
  /** A header that must be there, such as `x-amz-copy-source`. */
  readonly header?: string;
  /** Query parameters that it honours. */
  readonly query?: readonly string[];
  /** `x-amz-` and `if-` headers that it honours; a trailing `*` stands for any ending. */
  readonly headers?: readonly string[];
  readonly run: (s3: S3Context, call: Call) => ServiceResponse | Promise<ServiceResponse>;
};
