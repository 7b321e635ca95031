import { PLACE } from '../service.ts';
import { evaluateCondition } from './conditions.ts';
import { intrinsicOf, NO_VALUE, reference, type Scope } from './scope.ts';

/**
 * Resolves every intrinsic in a value of a template. Throws for functions that the embedded cloud does not know and
 * for dynamic references (`{{resolve:…}}`), which would put a secret into a property.
 */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const resolved = resolveAny(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

function resolveAny(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown) => resolveAny(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;
  const intrinsic = intrinsicOf(value);
  // A policy statement may have a key named Condition; only in a condition is it a function.
  if (intrinsic !== undefined && intrinsic[0] !== 'Condition') {
    const result = apply(intrinsic[0], intrinsic[1], scope);
    return typeof result === 'string' ? plain(result) : result;
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, unknown] => [key, resolveAny(item, scope)])
      .filter(([, item]) => item !== NO_VALUE),
  );
}

function plain(text: string): string {
  if (text.includes('{{resolve:')) {
    throw new Error(`dynamic references are not honoured by the embedded cloud: ${text}`);
  }
  return text;
}

function apply(name: string, operand: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return reference(String(operand), scope);
    case 'Fn::GetAtt': {
      const [target, ...attribute] = Array.isArray(operand)
        ? list(operand, scope)
        : String(operand).split('.');
      return scope.attribute(String(target), attribute.join('.'));
    }
    case 'Fn::Join': {
      const [separator, parts] = list(operand, scope);
      return list(parts, scope).map(String).join(String(separator));
    }
    case 'Fn::Sub':
      return substitute(operand, scope);
    case 'Fn::Select': {
      const [index, items] = list(operand, scope);
      const item = list(items, scope)[Number(index)];
      if (item === undefined) throw new Error(`Fn::Select: there is no item ${String(index)}`);
      return item;
    }
    case 'Fn::Split': {
      const [separator, text] = list(operand, scope);
      return String(text).split(String(separator));
    }
    case 'Fn::If': {
      const [condition, yes, no]: unknown[] = Array.isArray(operand) ? operand : [];
      return resolveAny(evaluateCondition({ Condition: condition }, scope) ? yes : no, scope);
    }
    case 'Fn::ImportValue':
      return scope.importValue(String(resolveAny(operand, scope)));
    case 'Fn::GetStackOutput':
      return stackOutput(operand, scope);
    default:
      throw new Error(`${name} is not honoured by the embedded cloud`);
  }
}

function list(operand: unknown, scope: Scope): readonly unknown[] {
  const resolved = resolveAny(operand, scope);
  if (!Array.isArray(resolved)) throw new Error(`a list is expected, not ${JSON.stringify(operand)}`);
  return resolved;
}

/** `${Name}`, `${Resource.Attribute}`, `${!Literal}`, with variables of its own when given as a pair. */
function substitute(operand: unknown, scope: Scope): string {
  const [text, given]: unknown[] = Array.isArray(operand) ? operand : [operand, {}];
  const resolved = resolveAny(given, scope);
  const variables = new Map<string, unknown>(
    typeof resolved === 'object' && resolved !== null ? Object.entries(resolved) : [],
  );
  return String(text).replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (variables.has(name)) return String(variables.get(name));
    const [target = '', ...attribute] = name.split('.');
    return attribute.length > 0
      ? scope.attribute(target, attribute.join('.'))
      : String(reference(name, scope));
  });
}

function stackOutput(operand: unknown, scope: Scope): unknown {
  const resolved = resolveAny(operand, scope);
  const given = new Map<string, unknown>(
    typeof resolved === 'object' && resolved !== null ? Object.entries(resolved) : [],
  );
  const region = given.get('Region') ?? PLACE.region;
  if (region !== PLACE.region)
    throw new Error(`Fn::GetStackOutput: there is no region ${JSON.stringify(region)} here`);
  return scope.stackOutput(String(given.get('StackName')), String(given.get('OutputName')));
}
