/** What the target's API server would say and store. Selected lists are in the server's order. */
export const apiserverRecords = {
  UnknownField: {
    /** Row of the parity table for fields the table is about; '' for others. */
    check: 'string',
    /** The server's own path. */
    field: 'string',
    name: 'string',
    /** Go type that should hold it: Container, PodSpec, Probe … */
    owner: 'string',
    /** '1.34' or '' for a field of no minor. */
    since: 'string',
    until: 'string',
    /** Nearest other field the owner has in some minor; '' when none is near. */
    nearest: 'string',
    /** The value when it is a string. */
    value: 'string',
    /** restartPolicy or restartPolicyRules when the name is one of them, or a slip of one; '' otherwise. */
    restartField: 'string',
    /** Causes that exist only because a server takes this field away: their texts. */
    thenRejected: 'list(string)',
    /** Class the container has without the field; '' outside containers. */
    containerClass: 'string',
    containerList: 'string',
    containerName: 'string',
  },
  Drop: {
    check: 'string',
    field: 'string',
    name: 'string',
    owner: 'string',
    gate: 'string',
    /** First minor with the gate on by default: '1.34'; '' when there is none yet. */
    onFrom: 'string',
    value: 'string',
    containerClass: 'string',
    containerList: 'string',
    containerName: 'string',
    /** Causes that exist only because this field went: their texts. */
    thenRejected: 'list(string)',
  },
  Cause: {
    check: 'string',
    reason: 'string',
    field: 'string',
    message: 'string',
    afterLoss: 'bool',
    /** The value at the place when it is a string. */
    value: 'string',
    /** Name of the field the cause is about: 'startupProbe'. */
    name: 'string',
    containerClass: 'string',
    containerList: 'string',
    containerName: 'string',
    /** Values the server would take, as it lists them; '' when it lists none. */
    supported: 'string',
    /** Names of the members of the same object that are refused in the same words, this one included, in the server's order. */
    alike: 'list(string)',
  },
  /** Something the server says although it takes the object. */
  ServerWarning: {
    /** duplicate-port, env-shadow, negative-grace … */
    kind: 'string',
    field: 'string',
    message: 'string',
    containerClass: 'string',
    containerList: 'string',
    containerName: 'string',
  },
} as const;

export const apiserverLists = {
  unknownFields: { item: 'UnknownField', scope: 'object', places: ['key', 'rejected', 'container'] },
  drops: { item: 'Drop', scope: 'object', places: ['key', 'rejected'] },
  serverWarnings: { item: 'ServerWarning', scope: 'object', places: [] },
  /** A value of a JSON type that the field cannot take is a cause too: check 'decode', reason 'BadRequest'. */
  causes: {
    item: 'Cause',
    scope: 'object',
    /**
     * lost: the field whose loss is the cause; first: who has the name or port already; changed: the first member that differs from
     * the stored object.
     */
    places: ['container', 'restartPolicy', 'lost', 'first', 'changed'],
  },
} as const;
