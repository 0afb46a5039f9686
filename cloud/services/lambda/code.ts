import { toBase64 } from '@smithy/core/serde';
import { unzipSync } from 'fflate';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { sha256 } from './digest.ts';
import type { LambdaState } from './state.ts';

const MAX_ZIP = 50 * 1024 * 1024;
/** What the code of a function and its layers may take together, in bytes. */
export const MAX_UNZIPPED = 262_144_000;

interface CodeInput {
  ZipFile?: Uint8Array | undefined;
  S3Bucket?: string | undefined;
  S3Key?: string | undefined;
  S3ObjectVersion?: string | undefined;
}

/** A deployment package that was looked at and can be run. */
export interface Package {
  zip: Uint8Array;
  /** Base64. */
  sha256: string;
}

/** The deployment package an input carries or points to, read as the caller. Throws InvalidParameterValueException. */
export async function loadPackage(call: Call<LambdaState, unknown>, code: CodeInput): Promise<Package> {
  const zip = code.ZipFile ?? (await fromS3(call, code));
  if (zip.length > MAX_ZIP && code.ZipFile) {
    throw new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${MAX_ZIP} bytes for the CreateFunction operation`, {
      status: 413,
    });
  }
  let unzipped: number;
  try {
    unzipped = unzippedSize(zip);
  } catch {
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
  if (unzipped > MAX_UNZIPPED) {
    throw new AwsError('InvalidParameterValueException', `Unzipped size must be smaller than ${MAX_UNZIPPED} bytes`);
  }
  if (unzipped === 0) throw new AwsError('InvalidParameterValueException', 'Uploaded file must be a non-empty zip');
  return { zip, sha256: toBase64(await sha256(zip)) };
}

async function fromS3(call: Call<LambdaState, unknown>, { S3Bucket, S3Key, S3ObjectVersion }: CodeInput): Promise<Uint8Array> {
  if (S3Bucket === undefined || S3Key === undefined) {
    throw new AwsError('InvalidParameterValueException', 'Please provide a source for function code.');
  }
  try {
    const { Body } = await call.aws.s3.GetObject({
      Bucket: S3Bucket,
      Key: S3Key,
      ...(S3ObjectVersion !== undefined && { VersionId: S3ObjectVersion }),
    });
    return Body;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      error.code === 'AccessDenied' ? 'AccessDeniedException' : 'InvalidParameterValueException',
      error.code === 'AccessDenied'
        ? 'Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ' +
            `${S3Bucket}/${S3Key}. S3 Error Code: AccessDenied. S3 Error Message: ${error.message}`
        : `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
      { cause: error },
    );
  }
}

/** In bytes, by what the zip file says of itself. */
export function unzippedSize(zip: Uint8Array): number {
  let size = 0;
  unzipSync(zip, {
    filter: ({ originalSize }) => {
      size += originalSize;
      return false;
    },
  });
  return size;
}

/** The names of the files in a deployment package. */
export function paths(zip: Uint8Array): string[] {
  const names: string[] = [];
  unzipSync(zip, {
    filter: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  return names;
}

/** The files of a deployment package. */
export function unpack(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
  return new Map(files);
}

/** Forgets packages that no version of a function or layer uses any more. */
export function dropUnusedPackages(state: LambdaState): void {
  const used = new Set<string>();
  for (const fn of state.functions.values()) {
    for (const { codeSha256, layers = [] } of [fn.latest, ...fn.versions.values()]) {
      used.add(codeSha256);
      for (const layer of layers) used.add(layer.codeSha256);
    }
  }
  for (const { versions } of state.layers?.values() ?? []) for (const { codeSha256 } of versions.values()) used.add(codeSha256);
  for (const sha256 of state.packages.keys()) if (!used.has(sha256)) state.packages.delete(sha256);
}
