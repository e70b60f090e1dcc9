/** Alibaba Cloud: markers, order, platform evidence. */
export const platformRecords = {
  Marker: {
    /** As written. */
    name: 'string',
    /** The documented marker it is or was meant to be. */
    marker: 'string',
    /** acs, eci, or kruise. */
    family: 'string',
    /**
     * exact; near: one slip away from the documented name; bare: near, but without any outer underscore or platform prefix
     * (IS_SIDECAR), so that it may be an application's own variable.
     */
    match: 'string',
    value: 'string',
    literal: 'bool',
    templated: 'bool',
    /** The value is one the platform documents (true for values that are not literal). */
    valueValid: 'bool',
    /** Documented values as text, for messages. */
    allowed: 'string',
    /** The documented value that differs only in case or blanks; '' when none. */
    nearestValue: 'string',
    /** The container carries the right name as well. */
    alsoRight: 'bool',
    container: 'Container',
  },
} as const;

export const platformLists = {
  markers: { item: 'Marker', scope: 'workload', places: ['name', 'value'] },
  labelUses: { item: 'LabelUse', scope: 'workload', places: ['key'] },
} as const;

export const labelRecords = {
  /** A pod label the platforms give a meaning to. */
  LabelUse: {
    key: 'string',
    value: 'string',
    /** The documented key it is or was meant to be. */
    meant: 'string',
    match: 'string',
    isLive: 'bool',
  },
} as const;
