import * as z from 'zod';

/** The message attributes of a publish, by name (`DataType` String, Number, Binary or String.Array, also `Number.int` …). */
export const MessageAttributes = z.record(
  z
    .string()
    .regex(/^(?!AWS\.$)[\w-]+(\.[\w-]+)*$/, 'a name of letters, digits, underscore, hyphen and single dots')
    .max(256),
  z
    .strictObject({
      DataType: z
        .string()
        .regex(
          /^(String\.Array|(String|Number|Binary)(\.[\w.-]+)?)$/,
          'String, Number, Binary or String.Array',
        ),
      StringValue: z.string().min(1).optional(),
      BinaryValue: z.string().min(1).optional(),
    })
    .refine(
      ({ DataType, StringValue, BinaryValue }) =>
        DataType.startsWith('Binary')
          ? BinaryValue !== undefined && StringValue === undefined
          : StringValue !== undefined && BinaryValue === undefined,
      'the value must be of the data type that it names',
    )
    .refine(
      ({ DataType, StringValue }) => !DataType.startsWith('Number') || isNumber(StringValue ?? ''),
      'could not cast the value to a number',
    )
    .refine(
      ({ DataType, StringValue }) => DataType !== 'String.Array' || scalars(StringValue ?? '') !== undefined,
      'a String.Array is a JSON array of strings, numbers, booleans and nulls',
    ),
);
export type MessageAttributes = z.infer<typeof MessageAttributes>;

export type Scalar = string | number | boolean | null;

/** What filter policies see of an attribute; binary ones cannot be filtered on. */
export function filterable(attributes: MessageAttributes): Readonly<Record<string, readonly Scalar[]>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue = '' }]) => {
      if (DataType.startsWith('Binary')) return [];
      if (DataType === 'String.Array') return [[name, scalars(StringValue) ?? []]];
      return [[name, [DataType.startsWith('Number') ? Number(StringValue) : StringValue]]];
    }),
  );
}

/** Bytes that count towards the limit of a message: name, type and value of each attribute. */
export function sizeBytes(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue) +
      Buffer.byteLength(BinaryValue, 'base64'),
    0,
  );
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function scalars(text: string): readonly Scalar[] | undefined {
  const Scalars = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));
  try {
    return Scalars.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
