import { Link } from './link.ts';
import { columnChecks, isId, isNumber, isObject, rowReader } from './row-reader.ts';

/** A row of the lake's table `links` as a link. Throws a ZodError for one that is none. */
export const linkOfRow = rowReader(
  Link,
  columnChecks('links', {
    left_record_id: isId,
    right_record_id: isId,
    weight_bits: isNumber,
    probability: isNumber,
    explanation: isObject,
  }),
);
