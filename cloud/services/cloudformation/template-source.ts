import { AwsError } from '../../aws-error.ts';
import type { Stack } from '../../formation/model.ts';
import { validationError } from '../../formation/template-error.ts';
import type { CloudFormationCall } from './stacks.ts';

const MAX_INLINE_BYTES = 51_200;

/** How an input says which template is meant. */
export interface TemplateInput {
  TemplateBody?: string | undefined;
  TemplateURL?: string | undefined;
  UsePreviousTemplate?: boolean | undefined;
}

/** The template's text: from the input, from S3 as the caller, or the stack's own. */
export async function templateBody(call: CloudFormationCall, input: TemplateInput, stack?: Stack): Promise<string> {
  const { TemplateBody, TemplateURL, UsePreviousTemplate } = input;
  if ([TemplateBody, TemplateURL, UsePreviousTemplate || undefined].filter((one) => one !== undefined).length > 1) {
    throw validationError('Only one of TemplateBody, TemplateURL or UsePreviousTemplate can be specified.');
  }
  if (UsePreviousTemplate) {
    if (!stack?.deployed) throw validationError('No previous template to use.');
    return stack.deployed.body;
  }
  if (TemplateURL !== undefined) return fromS3(call, TemplateURL);
  if (TemplateBody === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  if (new TextEncoder().encode(TemplateBody).length > MAX_INLINE_BYTES) {
    throw validationError(
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
  }
  return TemplateBody;
}

async function fromS3(call: CloudFormationCall, url: string): Promise<string> {
  const { bucket, key, version } = bucketAndKey(url);
  try {
    const { Body } = await call.aws.s3.GetObject({ Bucket: bucket, Key: key, ...(version !== undefined && { VersionId: version }) });
    return await textOf(Body);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
}

/** Reads `<endpoint>/bucket/key`, `https://s3.region.amazonaws.com/bucket/key` and `https://bucket.s3.region.amazonaws.com/key`. */
export function bucketAndKey(text: string): { bucket: string; key: string; version?: string } {
  if (!URL.canParse(text)) throw validationError('TemplateURL must be a supported URL.');
  const url = new URL(text);
  const path = decodeURIComponent(url.pathname.slice(1));
  const version = url.searchParams.get('versionId');
  const virtual = /^(.+)\.s3[.-]/.exec(url.hostname)?.[1];
  const [first = '', ...rest] = path.split('/');
  const place =
    virtual !== undefined || url.protocol === 's3:'
      ? { bucket: virtual ?? url.hostname, key: path }
      : { bucket: first, key: rest.join('/') };
  if (place.bucket === '' || place.key === '')
    throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
  return { ...place, ...(version !== null && { version }) };
}

async function textOf(body: unknown): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as AsyncIterable<Uint8Array>) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
