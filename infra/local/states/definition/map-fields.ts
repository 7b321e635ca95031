import * as z from 'zod';
import { Expression } from './expression-text.ts';
import { Count, Template } from './fields.ts';

const resource = (actions: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:states:::s3:(${actions})$`), {
    error: `only arn:<partition>:states:::s3:${actions.replace('|', ' or s3:')} is spoken here`,
  });

export const ItemReader = z
  .strictObject({
    Resource: resource('getObject|listObjectsV2'),
    ReaderConfig: z
      .strictObject({
        InputType: z
          .enum(['JSON', 'JSONL'], { error: 'only the input types JSON and JSONL are spoken here' })
          .optional(),
        MaxItems: Count.optional(),
      })
      .optional(),
    Arguments: Template,
  })
  .refine(
    (reader) => reader.Resource.endsWith(':getObject') === (reader.ReaderConfig?.InputType !== undefined),
    {
      error: 'ReaderConfig.InputType belongs to s3:getObject, which needs it, and to no other',
    },
  );
export type ItemReader = z.infer<typeof ItemReader>;

const ItemBatcher = z
  .strictObject({
    BatchInput: Template.optional(),
    MaxItemsPerBatch: Count.optional(),
    MaxInputBytesPerBatch: Count.optional(),
  })
  .refine(
    (batcher) => batcher.MaxItemsPerBatch !== undefined || batcher.MaxInputBytesPerBatch !== undefined,
    {
      error: 'needs MaxItemsPerBatch or MaxInputBytesPerBatch',
    },
  );

export const ResultWriter = z
  .strictObject({
    Resource: resource('putObject').optional(),
    Arguments: Template.optional(),
    WriterConfig: z
      .strictObject({
        Transformation: z.enum(['NONE', 'COMPACT', 'FLATTEN']),
        OutputType: z.enum(['JSON', 'JSONL']),
      })
      .optional(),
  })
  .refine((writer) => (writer.Resource === undefined) === (writer.Arguments === undefined), {
    error: 'Resource and Arguments belong together',
  })
  .refine((writer) => writer.Resource !== undefined || writer.WriterConfig !== undefined, {
    error: 'needs WriterConfig, or Resource and Arguments',
  });
export type ResultWriter = z.infer<typeof ResultWriter>;

export const ProcessorConfig = z.discriminatedUnion('Mode', [
  z.strictObject({ Mode: z.literal('INLINE') }),
  z.strictObject({
    Mode: z.literal('DISTRIBUTED'),
    ExecutionType: z.literal('STANDARD', {
      error:
        'only STANDARD children are run here: EXPRESS ones stop at five minutes and cannot wait for a token',
    }),
  }),
]);

/** What only a Map in mode DISTRIBUTED may have. */
export const distributedOnly = {
  ItemReader: ItemReader.optional(),
  ItemBatcher: ItemBatcher.optional(),
  ResultWriter: ResultWriter.optional(),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), Expression]).optional(),
  ToleratedFailureCount: Count.optional(),
  Label: z
    .string()
    .regex(
      /^[^\s?*<>{}[\]:;,\\|^~$#%&`"/\p{Cc}]{1,40}$/u,
      'is no label (at most 40 characters, none special)',
    )
    .optional(),
};
