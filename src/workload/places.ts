import type { Controller } from '../model/index.ts';

/** Where a kind keeps its pod templates. */
export interface Place {
  /** Kinds of one group: 'apps/Deployment'; core kinds stand alone: 'Pod'. */
  kinds: readonly string[];
  /** Paths of the objects that hold `spec` and `metadata` of a pod; `*` stands for every item of a list or member of a map. */
  templates: readonly string[];
  /** True when the path leads to the pod spec itself, which then has no metadata of its own. */
  bare?: true;
  controller: Controller;
}

/**
 * Every place that is known to hold a pod spec. Nothing else is searched: `containers` also stands in objects that run no pod
 * (ContainerRecreateRequest, WorkloadSpread, policy patterns, override-only templates).
 */
export const places: readonly Place[] = [
  { kinds: ['Pod'], templates: [''], controller: 'none' },
  { kinds: ['PodTemplate'], templates: ['/template'], controller: 'other' },
  {
    kinds: [
      'ReplicationController',
      'apps/Deployment',
      'apps/ReplicaSet',
      'apps/StatefulSet',
      'apps/DaemonSet',
      'extensions/Deployment',
      'extensions/ReplicaSet',
      'extensions/DaemonSet',
      'apps.kruise.io/CloneSet',
      'apps.kruise.io/StatefulSet',
      'apps.kruise.io/DaemonSet',
      'argoproj.io/Rollout',
      'apps.openshift.io/DeploymentConfig',
      'DeploymentConfig',
      'serving.knative.dev/Service',
      'serving.knative.dev/Configuration',
      'agents.kruise.io/SandboxSet',
    ],
    templates: ['/spec/template'],
    controller: 'endless',
  },
  {
    kinds: ['batch/Job', 'apps.kruise.io/BroadcastJob'],
    templates: ['/spec/template'],
    controller: 'job',
  },
  { kinds: ['batch/CronJob'], templates: ['/spec/jobTemplate/spec/template'], controller: 'job' },
  {
    kinds: ['apps.kruise.io/AdvancedCronJob'],
    templates: ['/spec/template/jobTemplate/spec/template', '/spec/template/broadcastJobTemplate/spec/template'],
    controller: 'job',
  },
  {
    kinds: ['apps.kruise.io/UnitedDeployment'],
    templates: [
      '/spec/template/statefulSetTemplate/spec/template',
      '/spec/template/advancedStatefulSetTemplate/spec/template',
      '/spec/template/cloneSetTemplate/spec/template',
      '/spec/template/deploymentTemplate/spec/template',
    ],
    controller: 'endless',
  },
  {
    kinds: ['jobset.x-k8s.io/JobSet'],
    templates: ['/spec/replicatedJobs/*/template/spec/template'],
    controller: 'job',
  },
  { kinds: ['keda.sh/ScaledJob'], templates: ['/spec/jobTargetRef/template'], controller: 'job' },
  { kinds: ['batch.volcano.sh/Job'], templates: ['/spec/tasks/*/template'], controller: 'other' },
  { kinds: ['argoproj.io/Experiment'], templates: ['/spec/templates/*/template'], controller: 'other' },
  { kinds: ['serving.knative.dev/Revision'], templates: [''], controller: 'endless' },
  {
    kinds: ['leaderworkerset.x-k8s.io/LeaderWorkerSet'],
    templates: ['/spec/leaderWorkerTemplate/leaderTemplate', '/spec/leaderWorkerTemplate/workerTemplate'],
    controller: 'endless',
  },
  {
    kinds: ['ray.io/RayCluster'],
    templates: ['/spec/headGroupSpec/template', '/spec/workerGroupSpecs/*/template'],
    controller: 'other',
  },
  {
    kinds: ['ray.io/RayJob'],
    templates: [
      '/spec/rayClusterSpec/headGroupSpec/template',
      '/spec/rayClusterSpec/workerGroupSpecs/*/template',
      '/spec/submitterPodTemplate',
    ],
    controller: 'other',
  },
  {
    kinds: ['ray.io/RayService'],
    templates: ['/spec/rayClusterConfig/headGroupSpec/template', '/spec/rayClusterConfig/workerGroupSpecs/*/template'],
    controller: 'other',
  },
  {
    kinds: ['kubeflow.org/MPIJob', 'kubeflow.org/PyTorchJob', 'kubeflow.org/TFJob', 'kubeflow.org/XGBoostJob'],
    templates: [
      '/spec/mpiReplicaSpecs/*/template',
      '/spec/pytorchReplicaSpecs/*/template',
      '/spec/tfReplicaSpecs/*/template',
      '/spec/xgbReplicaSpecs/*/template',
    ],
    controller: 'other',
  },
  {
    kinds: ['extensions.agents.x-k8s.io/SandboxTemplate', 'agents.x-k8s.io/SandboxTemplate', 'agents.x-k8s.io/Sandbox'],
    templates: ['/spec/podTemplate'],
    controller: 'other',
  },
  { kinds: ['agents.kruise.io/Sandbox'], templates: ['/spec/template'], controller: 'other' },
  {
    kinds: ['serving.kserve.io/LLMInferenceServiceConfig', 'serving.kserve.io/LLMInferenceService'],
    templates: ['/spec/template', '/spec/worker', '/spec/prefill/template', '/spec/prefill/worker'],
    bare: true,
    controller: 'other',
  },
  { kinds: ['postgresql.cnpg.io/Pooler'], templates: ['/spec/template'], controller: 'other' },
];

/** All of their kinds, in the form of `kinds` in rules. */
export const podKinds: readonly string[] = places.flatMap(({ kinds }) => kinds);
