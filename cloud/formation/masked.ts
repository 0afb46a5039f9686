import type { ParameterValue, Properties, Value } from './model.ts';

/**
 * Properties as events show them: stars wherever the value of a NoEcho parameter stands.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function masked(properties: Properties, parameters: readonly ParameterValue[]): Properties {
  const secrets = parameters.flatMap(({ noEcho, resolved }) => (noEcho ? [resolved].flat().filter((value) => value !== '') : []));
  if (secrets.length === 0) return properties;
  // Reason: where one secret is part of another, the longer one goes first, or its rest would show.
  secrets.sort((a, b) => b.length - a.length);
  const mask = (value: Value): Value => {
    if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '****'), value);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner)]));
  };
  return mask(properties) as Properties;
}
