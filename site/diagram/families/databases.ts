import { type Family, folded, node } from '../family.ts';

export const databases: Family = {
  'AWS::RDS::DBInstance': node('cơ sở dữ liệu RDS', 'RDS database', 'AmazonRDS', { inside: ['DBSubnetGroupName'] }),
  'AWS::RDS::DBCluster': node('cụm Aurora', 'Aurora cluster', 'AmazonAurora', { inside: ['DBSubnetGroupName'] }),
  'AWS::RDS::DBSubnetGroup': folded([], 'where a database may stand', { inside: ['SubnetIds'] }),
  'AWS::RDS::DBParameterGroup': folded([], 'settings of a database'),
  'AWS::RDS::DBClusterParameterGroup': folded([], 'settings of a database'),
  'AWS::RDS::DBProxy': node('RDS Proxy', 'RDS Proxy', 'AmazonRDS', { inside: ['VpcSubnetIds'] }),
  'AWS::RDS::DBProxyTargetGroup': folded(['DBProxyName'], 'part of the proxy'),
  'AWS::ElastiCache::CacheCluster': node('cụm ElastiCache', 'ElastiCache cluster', 'AmazonElastiCache', {
    inside: ['CacheSubnetGroupName'],
  }),
  'AWS::ElastiCache::ReplicationGroup': node('cụm ElastiCache', 'ElastiCache cluster', 'AmazonElastiCache', {
    inside: ['CacheSubnetGroupName'],
  }),
  'AWS::ElastiCache::ServerlessCache': node('bộ đệm ElastiCache', 'ElastiCache cache', 'AmazonElastiCache', { inside: ['SubnetIds'] }),
  'AWS::ElastiCache::SubnetGroup': folded([], 'where a cache may stand', { inside: ['SubnetIds'] }),
  'AWS::OpenSearchService::Domain': node('OpenSearch', 'OpenSearch domain', 'AmazonOpenSearchService'),
};
