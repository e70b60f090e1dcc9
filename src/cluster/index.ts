export { type AccessRule, webhookRights } from './rights.ts';
