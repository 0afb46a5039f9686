import type { Text } from '../../../labs/contract.ts';
import { type Family, type Flow, folded, node, type ResourceView, same } from '../family.ts';
import { at, references, textOf } from '../template.ts';

export const lambda: Family = {
  'AWS::Lambda::Function': node('hàm Lambda', 'Lambda function', 'AWSLambda', {
    inside: ['VpcConfig.SubnetIds'],
    flows: (fn) => [...failures(fn, 'DeadLetterConfig.TargetArn', fn.id), ...called(fn)],
  }),
  'AWS::Lambda::EventSourceMapping': folded(['FunctionName'], 'it is an arrow', { flows: mapping }),
  'AWS::Lambda::EventInvokeConfig': folded(['FunctionName'], 'it is arrows', {
    flows: (config) => {
      const [fn = config.id] = references(config.properties.FunctionName);
      const success = targets(config, 'DestinationConfig.OnSuccess.Destination').map(
        (to): Flow => ({ from: fn, to, kind: 'deliver', label: { vi: 'thành công', en: 'on success' }, resource: config.id }),
      );
      return [...success, ...failures(config, 'DestinationConfig.OnFailure.Destination', fn)];
    },
  }),
  'AWS::Lambda::Permission': folded(['FunctionName'], 'it allows an arrow'),
  'AWS::Lambda::Alias': folded(['FunctionName'], 'a name of the function'),
  'AWS::Lambda::Version': folded(['FunctionName'], 'a state of the function'),
  'AWS::Lambda::Url': folded(['TargetFunctionArn'], 'the function’s own address'),
  'AWS::Lambda::LayerVersion': folded([], 'part of the functions’ code'),
  'AWS::Lambda::LayerVersionPermission': folded([], 'it serves a layer'),
  'AWS::Lambda::CodeSigningConfig': folded([], 'about the functions’ code'),
};

/** APIs whose addresses a function is told: it needs no permission to call them. */
function called({ id, properties }: ResourceView): Flow[] {
  const told = at(properties, 'Environment.Variables').map(textOf).join(' ');
  return [...told.matchAll(/https:\/\/\$\{(\w+)\}\.execute-api\./g)].map(
    ([, to]): Flow => ({ from: id, to: to!, kind: 'invoke', label: same('HTTPS'), resource: id }),
  );
}

function mapping(resource: ResourceView): Flow[] {
  const [source] = references(resource.properties.EventSourceArn);
  const [fn] = references(resource.properties.FunctionName);
  if (!source || !fn) return [];
  return [
    { from: source, to: fn, kind: 'deliver', label: batches(resource), resource: resource.id },
    ...failures(resource, 'DestinationConfig.OnFailure.Destination', fn),
  ];
}

function batches({ properties }: ResourceView): Text | undefined {
  const size = properties.BatchSize;
  if (typeof size !== 'number') return undefined;
  return size === 1 ? { vi: 'từng bản ghi', en: 'one at a time' } : { vi: `lô ${size}`, en: `batches of ${size}` };
}

function failures(resource: ResourceView, path: string, from: string): Flow[] {
  return targets(resource, path).map((to) => ({
    from,
    to,
    kind: 'deliver',
    label: { vi: 'thất bại', en: 'failures' },
    resource: resource.id,
    failure: true,
  }));
}

const targets = ({ properties }: ResourceView, path: string) => at(properties, path).flatMap(references);
