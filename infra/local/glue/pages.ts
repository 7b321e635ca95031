import { ServiceError } from '../service.ts';

/**
 * One page of a list: `key` holds the items under the service's own name for them, and `NextToken` the rest.
 * A token is the position in the list; a token that the service did not give is refused with `code`.
 */
export function page<T>(
  key: string,
  items: readonly T[],
  request: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  code = 'InvalidInputException',
): Record<string, unknown> {
  const from = request.NextToken === undefined ? 0 : Number(request.NextToken);
  if (!Number.isSafeInteger(from) || from < 0)
    throw new ServiceError(code, 'NextToken was not given by this service');
  const to = from + (request.MaxResults ?? 1000);
  return { [key]: items.slice(from, to), ...(to < items.length ? { NextToken: String(to) } : {}) };
}
