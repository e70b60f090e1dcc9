/** Fields that somebody wrote and the object does not have: what was lost between the author and the store. */
export const lostRecords = {
  LostField: {
    /** Path of the field in the object, where it would be: 'spec.initContainers[0].restartPolicy'. */
    field: 'string',
    name: 'string',
    /** Go type that should hold it, as far as the API server's tables know it; '' for other kinds. */
    owner: 'string',
    /** The value when it is a string of a field that says how containers run; '' otherwise: others may hold a secret. */
    value: 'string',
    /** unknown: no server of the targets keeps the name; gate: a gate that is off takes it away; removed: neither. */
    cause: 'string',
    /** The gate, as cause. */
    gate: 'string',
    /** First minor that has the field, '1.28', or '' for a field of no minor or one that is not unknown. */
    since: 'string',
    /** Nearest field that the owner has; '' when none is near. */
    nearest: 'string',
    /** Where it was written, as words: 'the manifest that was applied', 'ReplicaSet web-5d'. */
    source: 'string',
    /** The object has just been made or applied: nobody can have edited the field away since. */
    isFresh: 'bool',
    /** Class the container has without the field; '' outside containers. */
    containerClass: 'string',
    containerList: 'string',
    containerName: 'string',
  },
} as const;

export const lostLists = {
  /** source: the annotation or the owner's template that has the field. */
  lostFields: { item: 'LostField', scope: 'object', places: ['source'] },
} as const;
