import { PLACE, readBody, type Service, ServiceError } from '../service.ts';
import { readQuery } from './address.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Answers `aws sts get-caller-identity`, which people and tools call first to see where they are. */
export const sts: Service = {
  name: 'sts',
  async handle(request) {
    const form = request.query.has('Action')
      ? request.query
      : readQuery((await readBody(request)).toString('utf8'));
    const action = form.get('Action') ?? '';
    if (action !== 'GetCallerIdentity') {
      throw new ServiceError(
        'InvalidAction',
        `sts does not speak ${action || 'a request without Action'} here`,
        400,
      );
    }
    const { account, partition } = PLACE;
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body:
        `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>` +
        `<Arn>arn:${partition}:iam::${account}:root</Arn><UserId>${account}</UserId><Account>${account}</Account>` +
        '</GetCallerIdentityResult></GetCallerIdentityResponse>',
    };
  },
};
