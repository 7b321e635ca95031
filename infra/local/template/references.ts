import { intrinsicOf } from './scope.ts';

/** Names that a value's intrinsics refer to in its own template: resources, and with them parameters and conditions. */
export function references(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (typeof value === 'object' && value !== null) {
    const [name, operand] = intrinsicOf(value) ?? [];
    if (name === 'Ref' && typeof operand === 'string') found.add(operand);
    else if (name === 'Fn::GetAtt') {
      const [target]: unknown[] = Array.isArray(operand) ? operand : String(operand).split('.');
      found.add(String(target));
    } else if (name === 'Fn::Sub') {
      const [text]: unknown[] = Array.isArray(operand) ? operand : [operand];
      for (const [, inner = ''] of String(text).matchAll(/\$\{([^!}][^}]*)\}/g))
        found.add(inner.split('.')[0] ?? inner);
      references(operand, found);
    } else for (const item of Object.values(value)) references(item, found);
  }
  return found;
}
