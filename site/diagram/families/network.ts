import { type Family, type Flow, folded, type Look, node, type ResourceView, same } from '../family.ts';
import { at, references, textOf, under } from '../template.ts';

const way = 'a way through the network';
const wall = 'who may talk to whom in the network';

export const network: Family = {
  'AWS::EC2::VPC': node('VPC', 'VPC', 'architecture-group/VirtualprivatecloudVPC', { group: true }),
  'AWS::EC2::Subnet': node('subnet', 'subnet', 'architecture-group/Privatesubnet', { group: true, inside: ['VpcId'] }),
  'AWS::EC2::InternetGateway': node('internet gateway', 'internet gateway', 'resource/AmazonVPCInternetGateway'),
  'AWS::EC2::VPCGatewayAttachment': folded(['VpcId'], way),
  'AWS::EC2::NatGateway': node('NAT gateway', 'NAT gateway', 'resource/AmazonVPCNATGateway', { inside: ['SubnetId'] }),
  'AWS::EC2::VPCEndpoint': node('VPC endpoint', 'VPC endpoint', 'resource/AmazonVPCEndpoints', { inside: ['SubnetIds', 'VpcId'] }),
  'AWS::EC2::Instance': node('máy EC2', 'EC2 instance', 'AmazonEC2', { inside: ['SubnetId', 'NetworkInterfaces.SubnetId'] }),
  'AWS::EC2::LaunchTemplate': folded([], 'how machines start'),
  'AWS::EC2::EIP': folded(['InstanceId'], 'an address'),
  'AWS::EC2::EIPAssociation': folded(['InstanceId'], 'an address'),
  'AWS::EC2::RouteTable': folded(['VpcId'], way),
  'AWS::EC2::Route': folded(['RouteTableId'], way),
  'AWS::EC2::SubnetRouteTableAssociation': folded(['SubnetId'], way),
  'AWS::EC2::NetworkAcl': folded(['VpcId'], wall),
  'AWS::EC2::NetworkAclEntry': folded(['NetworkAclId'], wall),
  'AWS::EC2::SubnetNetworkAclAssociation': folded(['SubnetId'], wall),
  'AWS::EC2::SecurityGroup': folded(['VpcId'], wall, {
    flows: (group, look) => at(group.properties, 'SecurityGroupIngress').flatMap((rule) => openings(group, group.id, rule, look)),
  }),
  'AWS::EC2::SecurityGroupIngress': folded(['GroupId'], wall, {
    flows: (ingress, look) => references(ingress.properties.GroupId).flatMap((to) => openings(ingress, to, ingress.properties, look)),
  }),
  'AWS::EC2::SecurityGroupEgress': folded(['GroupId'], wall),
  'AWS::EC2::FlowLog': folded(['ResourceId'], 'what the network notes'),
  'AWS::AutoScaling::AutoScalingGroup': node('nhóm Auto Scaling', 'Auto Scaling group', 'AmazonEC2AutoScaling', {
    inside: ['VPCZoneIdentifier'],
    flows: registered,
  }),
  'AWS::AutoScaling::LaunchConfiguration': folded([], 'how machines start'),
  'AWS::AutoScaling::ScalingPolicy': folded(['AutoScalingGroupName'], 'a rule of the group'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': node('bộ cân bằng tải', 'load balancer', 'ElasticLoadBalancing', {
    inside: ['Subnets', 'SubnetMappings.SubnetId'],
  }),
  'AWS::ElasticLoadBalancingV2::Listener': folded(['LoadBalancerArn'], 'a door of the load balancer', { flows: listener }),
  'AWS::ElasticLoadBalancingV2::ListenerRule': folded(['ListenerArn'], 'a door of the load balancer', { flows: listenerRule }),
  'AWS::ElasticLoadBalancingV2::TargetGroup': folded([], 'it is an arrow', { flows: targets, through: true }),
  'AWS::Route53::HostedZone': node('vùng DNS', 'hosted zone', 'AmazonRoute53'),
  'AWS::Route53::RecordSet': folded(['HostedZoneId'], 'a name in the zone', {
    flows: ({ id, properties }) =>
      references(properties.HostedZoneId).flatMap((from) =>
        at(properties, 'AliasTarget.DNSName')
          .flatMap(references)
          .map((to): Flow => ({ from, to, kind: 'deliver', label: same(textOf(properties.Name)), resource: id })),
      ),
  }),
};

function listener({ id, properties }: ResourceView): Flow[] {
  const port = textOf(properties.Port);
  const forwards = at(properties, 'DefaultActions').flatMap(references);
  return references(properties.LoadBalancerArn).flatMap((from) =>
    forwards.map((to): Flow => ({ from, to, kind: 'deliver', label: same(`:${port}`), resource: id })),
  );
}

function listenerRule({ id, properties }: ResourceView): Flow[] {
  const forwards = at(properties, 'Actions').flatMap(references);
  return references(properties.ListenerArn).flatMap((from) => forwards.map((to): Flow => ({ from, to, kind: 'deliver', resource: id })));
}

function targets({ id, properties }: ResourceView): Flow[] {
  return at(properties, 'Targets.Id')
    .flatMap(references)
    .map((to): Flow => ({ from: id, to, kind: 'deliver', resource: id }));
}

function registered({ id, properties }: ResourceView): Flow[] {
  return references(properties.TargetGroupARNs).map((from): Flow => ({ from, to: id, kind: 'deliver', resource: id }));
}

/** Who may open connections to whom: everything behind one security group to everything behind another. */
function openings({ id }: ResourceView, to: string, rule: unknown, look: Look): Flow[] {
  const behind = (group: string) =>
    look.all.filter(
      ({ type, properties }) =>
        !type.startsWith('AWS::EC2::SecurityGroup') &&
        under(properties, /SecurityGroup(s|Ids)$/)
          .flatMap(references)
          .includes(group),
    );
  const port = textOf(at(rule, 'FromPort').concat(at(rule, 'ToPort'))[0]);
  const label = port.includes('${') || port === '' ? undefined : same(`:${port}`);
  return at(rule, 'SourceSecurityGroupId')
    .flatMap(references)
    .flatMap((from) =>
      behind(from).flatMap((client) =>
        behind(to).map((server): Flow => ({ from: client.id, to: server.id, kind: 'invoke', ...(label && { label }), resource: id })),
      ),
    );
}
