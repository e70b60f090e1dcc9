import type { PolicyConfig } from './src/index.ts';

/** Our own policy, and the example to copy: in your repository import the type from 'sidecarlint'. */
const config: PolicyConfig = {
  // The clusters that are meant, by name. Without this every minor in which sidecars are GA is judged.
  targets: {
    production: { kubernetes: '1.33', kubelet: '1.32' },
    next: '1.36',
  },
  // Severity per rule or category: error, warning, info or off.
  severities: {
    'lifecycle/classic-sidecar': 'info',
  },
  // Paths that are not read, in the form of .gitignore.
  ignore: ['node_modules', 'dist', 'src', 'test-cases/*', '!test-cases/examples'],
  // Findings let pass, each with a reason.
  suppressions: [],
  failOn: 'error',
};

export default config;
