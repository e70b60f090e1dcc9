/** Names in the form `namespace/name`, and the SidecarSetResourceBindings that allow some of them. */
export const bindingRecords = {
  /** A name that holds `/` where the API takes the name of an object. */
  CrossNamespaceName: {
    /** env, envFrom, volume, projected, imagePullSecrets, persistentVolumeClaim. */
    place: 'string',
    /** ConfigMap, Secret, PersistentVolumeClaim. */
    kind: 'string',
    value: 'string',
    /** Exactly `namespace/name`, both of them right. */
    isRight: 'bool',
    /** What is wrong with it otherwise. */
    problem: 'string',
    inSidecarSet: 'bool',
  },
  /** A SidecarSetResourceBinding. */
  Binding: {
    /** Written, or set by a kustomization of the input. */
    hasNamespace: 'bool',
    /** A volume that no binding grants points at the missing namespace already. */
    isToldElsewhere: 'bool',
  },
  /** Something that keeps a binding, or one entry of it, from granting anything. */
  BindingFault: {
    /** apiVersion, empty (a list), missing (kind or name), kind, slash. */
    fault: 'string',
    found: 'string',
    wanted: 'string',
    /** A volume that no binding grants points at this place already. */
    isToldElsewhere: 'bool',
  },
  /** A subject or an object that a binding lists. */
  BindingEntry: {
    /** subjects or resourceRefs. */
    list: 'string',
    kind: 'string',
    name: 'string',
    namespace: 'string',
    exists: 'bool',
    /** The input holds some object of that kind (and namespace). */
    hasOthers: 'bool',
    /** An object of the input that was evidently meant; '' when there is none. */
    nearest: 'string',
    /** A volume that no binding grants points at this binding already. */
    isToldElsewhere: 'bool',
    /** Of resourceRefs: a SidecarSet of the input that is listed and uses the object; '' when none does. */
    usedBy: 'string',
    /** Every subject is in the input, and no volume of theirs points at this binding as nearly right. */
    usersKnown: 'bool',
  },
} as const;

export const bindingLists = {
  crossNamespaceNames: { item: 'CrossNamespaceName', scope: 'workload', places: [] },
  bindings: { item: 'Binding', scope: 'object', places: ['metadata'] },
  bindingFaults: { item: 'BindingFault', scope: 'object', places: [] },
  bindingEntries: { item: 'BindingEntry', scope: 'object', places: ['name'] },
} as const;
