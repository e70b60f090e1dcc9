/** A target that cannot exist or cannot be read. The message names what was found, what is possible and what to do. */
export class TargetError extends Error {
  override name = 'TargetError';
}
