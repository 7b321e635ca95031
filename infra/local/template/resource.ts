/** What `Ref` and `Fn::GetAtt` of a resource give. */
export type BuiltResource = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

export type ResourceContext = {
  readonly logicalId: string;
  readonly stackName: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Folder of the cloud assembly, in which assets lie as `asset.<hash>`. */
  readonly assemblyDir: string;
  /** The name CloudFormation would make up when the template gives none: stable for a stack and a logical id. */
  generatedName(limit?: number): string;
};

/**
 * Makes or updates one resource from its properties, in which every intrinsic is already resolved.
 * Must be idempotent: the template is loaded at each start, over the state of the last. Throws on a property it does not honour.
 */
export type ResourceBuilder = (
  properties: Readonly<Record<string, unknown>>,
  context: ResourceContext,
) => BuiltResource | Promise<BuiltResource>;

/** Each service exports one such table: CloudFormation type → builder. */
export type ResourceBuilders = Readonly<Record<string, ResourceBuilder>>;
