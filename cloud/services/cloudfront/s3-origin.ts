/** The bucket behind an origin's domain name (`shop.s3.ap-southeast-1.amazonaws.com`, `shop.s3.amazonaws.com`); undefined for any other server. */
export function s3Origin(domainName: string): { bucket: string; region: string } | undefined {
  const [, bucket, region] = /^([a-z0-9][a-z0-9.-]*)\.s3(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com$/.exec(domainName) ?? [];
  return bucket === undefined ? undefined : { bucket, region: region ?? 'us-east-1' };
}
