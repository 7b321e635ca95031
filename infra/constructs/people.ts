import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnIdentityPool,
  CfnIdentityPoolRoleAttachment,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { FederatedPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Connectable } from './grantable.ts';

/** Who works with the program; each is a group of the user pool with a role of its own. */
export type Group = 'steward' | 'analyst' | 'case-worker' | 'team-lead' | 'subscriber' | 'privacy-officer';

/** People who may log in: no self-registration, a second factor for everybody (R44). */
export class People extends Construct {
  readonly pool: UserPool;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      // A telephone number is no proof of who somebody is; an administrator resets.
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(2),
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

export type SignInProps = { readonly pool: UserPool };

/**
 * From a login to a role: a client whose sessions end after a quarter of an hour without use and after eight hours at the
 * latest (R44), an identity pool, and a role per group that may do nothing until it is allowed something.
 */
export class SignIn extends Construct {
  readonly client: UserPoolClient;
  readonly roles: Readonly<Record<Group, Role>>;

  constructor(scope: Construct, id: string, { pool }: SignInProps) {
    super(scope, id);
    this.client = new UserPoolClient(this, 'Client', {
      userPool: pool,
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: { userSrp: true },
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(8),
      enableTokenRevocation: true,
    });
    const identities = new CfnIdentityPool(this, 'Identities', {
      allowUnauthenticatedIdentities: false,
      cognitoIdentityProviders: [
        {
          clientId: this.client.userPoolClientId,
          providerName: pool.userPoolProviderName,
          serverSideTokenCheck: true,
        },
      ],
    });
    const service = `cognito-identity.${Stack.of(this).urlSuffix}`;
    const roleOf = (group: Group): Role => {
      const role = new Role(this, `Role-${group}`, {
        assumedBy: new FederatedPrincipal(
          service,
          {
            StringEquals: { [`${IDENTITY}:aud`]: identities.ref },
            'ForAnyValue:StringLike': { [`${IDENTITY}:amr`]: 'authenticated' },
          },
          'sts:AssumeRoleWithWebIdentity',
        ),
        maxSessionDuration: Duration.hours(1),
      });
      new CfnUserPoolGroup(this, `Group-${group}`, {
        userPoolId: pool.userPoolId,
        groupName: group,
        roleArn: role.roleArn,
      });
      return role;
    };
    this.roles = {
      steward: roleOf('steward'),
      analyst: roleOf('analyst'),
      'case-worker': roleOf('case-worker'),
      'team-lead': roleOf('team-lead'),
      subscriber: roleOf('subscriber'),
      'privacy-officer': roleOf('privacy-officer'),
    };
    new CfnIdentityPoolRoleAttachment(this, 'Attachment', {
      identityPoolId: identities.ref,
      roleMappings: {
        pool: {
          type: 'Token',
          ambiguousRoleResolution: 'Deny',
          identityProvider: `${pool.userPoolProviderName}:${this.client.userPoolClientId}`,
        },
      },
    });
  }

  /** A group's role as something to connect a resource to: it gets rights, and no settings. */
  connectable(group: Group): Connectable {
    return { grantPrincipal: this.roles[group].grantPrincipal, addEnvironment: () => undefined };
  }

  /** Lets a group ask at these doors. */
  allowDoors(group: Group, functionArns: readonly string[]): void {
    this.roles[group].addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...functionArns] }),
    );
  }
}

/** Condition keys carry this name in every partition. */
const IDENTITY = 'cognito-identity.amazonaws.com';
