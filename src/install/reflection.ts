/**
 * The package that makes certificates asks for an extension of `Reflect` when it is loaded, to find out what its own classes are made
 * with; they are made with nothing. So it is told just that, unless there is one.
 */
export function provideReflection(): void {
  if ('getMetadata' in Reflect) return;
  const nothing = (): undefined => undefined;
  Object.assign(Reflect, { getMetadata: nothing, getOwnMetadata: nothing, defineMetadata: nothing });
}
