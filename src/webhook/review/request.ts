import { isObject, type JsonObject, objectAt, stringAt, valueAt } from '../../model/index.ts';

/** What an API server asks, as far as the answer depends on it. */
export interface ReviewRequest {
  /** Version of AdmissionReview; the answer has to be of the same. */
  apiVersion: string;
  uid: string;
  operation: string;
  /** Of `object`; empty parts where the request states none. */
  group: string;
  version: string;
  kind: string;
  subResource: string;
  namespace: string;
  /** The object's name also where the request has none, as in the deletion of a collection. */
  name: string;
  user: string;
  dryRun: boolean;
  object: JsonObject | null;
  oldObject: JsonObject | null;
}

/** A body that is no AdmissionReview, so there is nobody to answer. */
export class ReviewError extends Error {
  override name = 'ReviewError';
}

const versions = ['admission.k8s.io/v1', 'admission.k8s.io/v1beta1'];

/**
 * Reads a decoded AdmissionReview.
 * @throws {ReviewError} when it is none, or has no uid to answer to.
 */
export function readReview(body: unknown): ReviewRequest {
  if (!isObject(body)) throw new ReviewError('the body has to be an AdmissionReview, found no JSON object');
  const [apiVersion, wrapper] = [stringAt(body, 'apiVersion'), stringAt(body, 'kind')];
  if (wrapper !== 'AdmissionReview') throw new ReviewError(`kind has to be AdmissionReview, found '${wrapper}'`);
  if (!versions.includes(apiVersion)) {
    throw new ReviewError(`apiVersion has to be ${versions.join(' or ')}, found '${apiVersion}'`);
  }
  const request = objectAt(body, 'request');
  if (request === undefined) throw new ReviewError('the AdmissionReview has no request');
  const uid = stringAt(request, 'uid');
  if (uid === '') throw new ReviewError('request.uid has to be a text that is not empty');
  const [object, oldObject] = [objectAt(request, 'object') ?? null, objectAt(request, 'oldObject') ?? null];
  return {
    apiVersion,
    uid,
    operation: stringAt(request, 'operation'),
    group: stringAt(request, 'kind', 'group'),
    version: stringAt(request, 'kind', 'version'),
    kind: stringAt(request, 'kind', 'kind'),
    subResource: stringAt(request, 'subResource'),
    namespace: stringAt(request, 'namespace'),
    name: nameOf(request, object ?? oldObject),
    user: stringAt(request, 'userInfo', 'username'),
    dryRun: valueAt(request, 'dryRun') === true,
    object,
    oldObject,
  };
}

function nameOf(request: JsonObject, object: JsonObject | null): string {
  return (
    stringAt(request, 'name') || stringAt(object, 'metadata', 'name') || stringAt(object, 'metadata', 'generateName')
  );
}
