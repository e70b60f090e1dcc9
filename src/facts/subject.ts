import type { Subject } from '../engine/index.ts';
