/**
 * Regions of the partition `aws`, and what they lack of the services that labs use: AWS's endpoint data as of 2026-11-21
 * (botocore 1.43.11, endpoints.json). A region that is not in this table is not refused: AWS opens new ones.
 */
export const REGIONS_CHECKED = '2026-11-21';

export const REGIONS: Readonly<Record<string, { lacks?: readonly string[] /** Must be turned on in the account first. */; optIn?: true }>> =
  {
    'af-south-1': { optIn: true },
    'ap-east-1': { optIn: true },
    'ap-east-2': { optIn: true, lacks: ['appsync', 'codebuild', 'codepipeline'] },
    'ap-northeast-1': {},
    'ap-northeast-2': {},
    'ap-northeast-3': {},
    'ap-south-1': {},
    'ap-south-2': { optIn: true },
    'ap-southeast-1': {},
    'ap-southeast-2': {},
    'ap-southeast-3': { optIn: true },
    'ap-southeast-4': { optIn: true },
    'ap-southeast-5': { optIn: true },
    'ap-southeast-6': { optIn: true, lacks: ['appsync', 'codepipeline'] },
    'ap-southeast-7': { optIn: true, lacks: ['codepipeline'] },
    'ca-central-1': {},
    'ca-west-1': { optIn: true, lacks: ['codebuild', 'codepipeline'] },
    'eu-central-1': {},
    'eu-central-2': { optIn: true },
    'eu-north-1': {},
    'eu-south-1': { optIn: true },
    'eu-south-2': { optIn: true },
    'eu-west-1': {},
    'eu-west-2': {},
    'eu-west-3': {},
    'il-central-1': { optIn: true },
    'me-central-1': { optIn: true },
    'me-south-1': { optIn: true },
    'mx-central-1': { optIn: true, lacks: ['appsync', 'codebuild', 'codepipeline'] },
    'sa-east-1': {},
    'us-east-1': {},
    'us-east-2': {},
    'us-west-1': {},
    'us-west-2': {},
  };
